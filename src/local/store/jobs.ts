import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { JobRef, type JobKind } from '../../core/jobs/jobRef.ts';
import { jobStatuses, type JobStatus } from '../../core/jobs/status.ts';
import type { JobPlan } from '../contracts/contract.ts';
import { jobContracts, type JobContracts, type JobRequests } from '../contracts/index.ts';
import { inRegion } from '../protocol/region.ts';
import { transaction } from './database.ts';
import { readDate, readNumber, readOptionalText, readText, type Row } from './rows.ts';
import { TagStore, type StoredTag } from './tags.ts';

export const jobStatus = z.enum(jobStatuses);

/** A job as Local keeps it. A waiting job is InProgress without `started`. */
export interface JobRecord<Kind extends JobKind = JobKind> {
  readonly ref: JobRef;
  readonly status: JobStatus;
  readonly created: Date;
  readonly modified: Date;
  readonly started: Date | undefined;
  readonly ended: Date | undefined;
  readonly exitMessage: string | undefined;
  readonly failureReason: string | undefined;
  readonly request: JobRequests[Kind];
  /** What running it takes, by the contract of its kind. */
  readonly plan: JobPlan;
}

/** What changes in a job's life. An absent member stays as it is. */
export type JobChange = Partial<Pick<JobRecord, 'status' | 'started' | 'ended' | 'exitMessage' | 'failureReason'>>;

/** The jobs of one state folder, of every kind. */
export class JobStore {
  readonly #database: DatabaseSync;
  readonly #contracts: JobContracts;
  readonly #tags: TagStore;
  readonly #find;
  readonly #insert;
  readonly #update;
  readonly #isUnfinished;

  constructor(database: DatabaseSync, contracts = jobContracts) {
    this.#database = database;
    this.#contracts = contracts;
    this.#tags = new TagStore(database);
    this.#find = database.prepare('SELECT * FROM job WHERE kind = ? AND name = ?');
    this.#isUnfinished = database.prepare(`SELECT 1 FROM job WHERE arn = ? AND status IN ('InProgress', 'Stopping')`);
    this.#insert = database.prepare(
      `INSERT INTO job (kind, name, arn, status, created, modified, request) VALUES (?, ?, ?, 'InProgress', ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    );
    this.#update = database.prepare(
      `UPDATE job SET modified = max(modified, ?), status = coalesce(?, status), started = coalesce(?, started),
         ended = coalesce(?, ended), exit_message = coalesce(?, exit_message), failure_reason = coalesce(?, failure_reason)
       WHERE kind = ? AND name = ?`,
    );
  }

  /** Keeps a new job and its tags, both or neither. False when there is a job of this kind and name already. */
  create({ kind, name, arn }: JobRef, request: JobRequests[JobKind], tags: readonly StoredTag[], now: Date): boolean {
    const time = now.getTime();
    return transaction(this.#database, () => {
      if (this.#insert.run(kind, name, arn, time, time, JSON.stringify(request)).changes !== 1) return false;
      this.#tags.put(arn, tags);
      return true;
    });
  }

  find<Kind extends JobKind>(kind: Kind, name: string): JobRecord<Kind> | undefined {
    const row = this.#find.get(kind, name);
    return row && this.#toRecord(kind, row);
  }

  /** True when the ARN is that of a job, of whatever kind, in whatever region it is named. */
  hasArn(arn: string): boolean {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const rows = Object.keys(this.#contracts).map((kind) => this.#find.get(kind, name));
    return rows.some((row) => row !== undefined && inRegion(readText(row, 'arn'), '') === inRegion(arn, ''));
  }

  /** True while the job with this ARN runs or waits. */
  isUnfinished(arn: string): boolean {
    return this.#isUnfinished.get(arn) !== undefined;
  }

  change({ kind, name }: JobRef, change: JobChange, now: Date): void {
    this.#update.run(
      now.getTime(),
      change.status ?? null,
      change.started?.getTime() ?? null,
      change.ended?.getTime() ?? null,
      change.exitMessage ?? null,
      change.failureReason ?? null,
      kind,
      name,
    );
  }

  /** The jobs that were not over when the state was last written, oldest first. */
  unfinished(): JobRecord[] {
    return this.#database
      .prepare(`SELECT * FROM job WHERE status IN ('InProgress', 'Stopping') ORDER BY created, name`)
      .all()
      .map((row) => this.#toRecord(this.#kindOf(row), row));
  }

  #kindOf(row: Row): JobKind {
    const kind = readText(row, 'kind');
    const kinds = Object.keys(this.#contracts) as JobKind[];
    const known = kinds.find((each) => each === kind);
    if (known === undefined) throw new Error(`${kind} is no kind of job that this version runs`);
    return known;
  }

  #toRecord<Kind extends JobKind>(kind: Kind, row: Row): JobRecord<Kind> {
    const contract = this.#contracts[kind];
    const request = contract.parse(JSON.parse(readText(row, 'request')));
    const ref = new JobRef(kind, readText(row, 'name'), readText(row, 'arn'));
    return {
      ref,
      status: jobStatus.parse(readText(row, 'status')),
      created: new Date(readNumber(row, 'created')),
      modified: new Date(readNumber(row, 'modified')),
      started: readDate(row, 'started'),
      ended: readDate(row, 'ended'),
      exitMessage: readOptionalText(row, 'exit_message'),
      failureReason: readOptionalText(row, 'failure_reason'),
      request,
      plan: contract.plan(ref, request),
    };
  }
}
