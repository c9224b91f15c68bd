import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { JobRef, type JobKind } from '../../core/jobs/jobRef.ts';
import { jobStatus, type JobRecord } from './jobs.ts';
import type { Cursor } from './pageToken.ts';
import { readDate, readNumber, readOptionalText, readText, type Row } from './rows.ts';

export interface JobListQuery {
  readonly kind: JobKind;
  readonly sortBy: 'Name' | 'CreationTime' | 'Status';
  readonly descending: boolean;
  readonly limit: number;
  readonly nameContains?: string | undefined;
  readonly status?: string | undefined;
  /** Milliseconds since 1970; the bounds themselves are not part of the range. */
  readonly createdAfter?: number | undefined;
  readonly createdBefore?: number | undefined;
  readonly modifiedAfter?: number | undefined;
  readonly modifiedBefore?: number | undefined;
  /** Where the page before ended. */
  readonly after?: Cursor | undefined;
}

/** A job without its request. */
export type ListedJob = Omit<JobRecord, 'started' | 'request' | 'plan'>;

export interface JobListPage {
  readonly jobs: ListedJob[];
  /** Where this page ends; undefined on the last. */
  readonly next: Cursor | undefined;
}

/** What jobs are sorted by: always down to the name, so that every job has its place and no page repeats or skips one. */
const orders = { Name: ['name'], CreationTime: ['created', 'name'], Status: ['status', 'name'] } as const;

const columns = 'name, arn, status, created, modified, ended, exit_message, failure_reason';

/** One page of the jobs of a kind. Pages go on where the last ended by the index, however many jobs there are. */
export function queryJobs(database: DatabaseSync, query: JobListQuery): JobListPage {
  const order = orders[query.sortBy];
  const direction = query.descending ? 'DESC' : 'ASC';
  const conditions: [sql: string, value: SQLInputValue | undefined][] = [
    ['kind = ?', query.kind],
    ['instr(name, ?) > 0', query.nameContains],
    ['status = ?', query.status],
    ['created > ?', query.createdAfter],
    ['created < ?', query.createdBefore],
    ['modified > ?', query.modifiedAfter],
    ['modified < ?', query.modifiedBefore],
  ];
  const where = conditions.filter(([, value]) => value !== undefined).map(([sql]) => sql);
  const values = conditions.flatMap(([, value]) => (value === undefined ? [] : [value]));
  if (query.after !== undefined) {
    where.push(`(${order.join(', ')}) ${query.descending ? '<' : '>'} (${order.map(() => '?').join(', ')})`);
    values.push(...query.after);
  }
  const sql =
    `SELECT ${columns} FROM job WHERE ${where.join(' AND ')} ` +
    `ORDER BY ${order.map((column) => `${column} ${direction}`).join(', ')} LIMIT ?`;
  const rows = database.prepare(sql).all(...values, query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const place = (row: Row) =>
    order.map((column) => (column === 'created' ? readNumber(row, column) : readText(row, column)));
  return { jobs: page.map((row) => toListedJob(query.kind, row)), next: last === undefined ? undefined : place(last) };
}

function toListedJob(kind: JobKind, row: Row): ListedJob {
  return {
    ref: new JobRef(kind, readText(row, 'name'), readText(row, 'arn')),
    status: jobStatus.parse(readText(row, 'status')),
    created: new Date(readNumber(row, 'created')),
    modified: new Date(readNumber(row, 'modified')),
    ended: readDate(row, 'ended'),
    exitMessage: readOptionalText(row, 'exit_message'),
    failureReason: readOptionalText(row, 'failure_reason'),
  };
}
