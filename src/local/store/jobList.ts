import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ProcessingJobStatus, ProcessingJobSummary } from '@aws-sdk/client-sagemaker';
import type { Cursor } from './pageToken.ts';
import { readDate, readNumber, readOptionalText, readText, type Row } from './rows.ts';

export interface JobQuery {
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

export interface JobPage {
  readonly jobs: ProcessingJobSummary[];
  /** Where this page ends; undefined on the last. */
  readonly next: Cursor | undefined;
}

/** What jobs are sorted by: always down to the name, so that every job has its place and no page repeats or skips one. */
const orders = { Name: ['name'], CreationTime: ['created', 'name'], Status: ['status', 'name'] } as const;

const columns = 'name, arn, status, created, modified, ended, exit_message, failure_reason';

/** One page of jobs. Pages go on where the last ended by the index, however many jobs there are. */
export function listJobs(database: DatabaseSync, query: JobQuery): JobPage {
  const order = orders[query.sortBy];
  const direction = query.descending ? 'DESC' : 'ASC';
  const conditions: [sql: string, value: SQLInputValue | undefined][] = [
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
    `SELECT ${columns} FROM processing_job ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ` +
    `ORDER BY ${order.map((column) => `${column} ${direction}`).join(', ')} LIMIT ?`;
  const rows = database.prepare(sql).all(...values, query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const place = (row: Row) =>
    order.map((column) => (column === 'created' ? readNumber(row, column) : readText(row, column)));
  return { jobs: page.map(toSummary), next: last === undefined ? undefined : place(last) };
}

function toSummary(row: Row): ProcessingJobSummary {
  return {
    ProcessingJobName: readText(row, 'name'),
    ProcessingJobArn: readText(row, 'arn'),
    CreationTime: readDate(row, 'created'),
    ProcessingEndTime: readDate(row, 'ended'),
    LastModifiedTime: readDate(row, 'modified'),
    // Only `JobStore` writes it, from what was parsed when it came in.
    ProcessingJobStatus: readText(row, 'status') as ProcessingJobStatus,
    FailureReason: readOptionalText(row, 'failure_reason'),
    ExitMessage: readOptionalText(row, 'exit_message'),
  };
}
