import type { DatabaseSync } from 'node:sqlite';
import type { CreateProcessingJobRequest, ProcessingJobStatus } from '@aws-sdk/client-sagemaker';
import { readDate, readNumber, readOptionalText, readText, type Row } from './rows.ts';

/** A processing job as Local keeps it. A waiting job is InProgress without `started`. */
export interface JobRecord {
  readonly name: string;
  readonly arn: string;
  readonly status: ProcessingJobStatus;
  readonly created: Date;
  readonly modified: Date;
  readonly started: Date | undefined;
  readonly ended: Date | undefined;
  readonly exitMessage: string | undefined;
  readonly failureReason: string | undefined;
  readonly request: CreateProcessingJobRequest;
}

/** What changes in a job's life. An absent member stays as it is. */
export type JobChange = Partial<Pick<JobRecord, 'status' | 'started' | 'ended' | 'exitMessage' | 'failureReason'>>;

/** The processing jobs of one state folder. */
export class JobStore {
  readonly #database: DatabaseSync;
  readonly #find;
  readonly #insert;
  readonly #update;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#find = database.prepare('SELECT * FROM processing_job WHERE name = ?');
    this.#insert = database.prepare(
      `INSERT INTO processing_job (name, arn, status, created, modified, request) VALUES (?, ?, 'InProgress', ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    );
    this.#update = database.prepare(
      `UPDATE processing_job SET modified = max(modified, ?), status = coalesce(?, status), started = coalesce(?, started),
         ended = coalesce(?, ended), exit_message = coalesce(?, exit_message), failure_reason = coalesce(?, failure_reason)
       WHERE name = ?`,
    );
  }

  /** False when there is a job of this name already. */
  create(arn: string, request: CreateProcessingJobRequest, now: Date): boolean {
    const name = request.ProcessingJobName ?? '';
    return this.#insert.run(name, arn, now.getTime(), now.getTime(), JSON.stringify(request)).changes === 1;
  }

  find(name: string): JobRecord | undefined {
    const row = this.#find.get(name);
    return row === undefined ? undefined : toJob(row);
  }

  change(name: string, change: JobChange, now: Date): void {
    this.#update.run(
      now.getTime(),
      change.status ?? null,
      change.started?.getTime() ?? null,
      change.ended?.getTime() ?? null,
      change.exitMessage ?? null,
      change.failureReason ?? null,
      name,
    );
  }

  /** The jobs that were not over when the state was last written, oldest first. */
  unfinished(): JobRecord[] {
    return this.#database
      .prepare(`SELECT * FROM processing_job WHERE status IN ('InProgress', 'Stopping') ORDER BY created, name`)
      .all()
      .map(toJob);
  }
}

/** Statuses and requests are asserted: only `create` and `change` write them, from what was parsed when it came in. */
export function toJob(row: Row): JobRecord {
  return {
    name: readText(row, 'name'),
    arn: readText(row, 'arn'),
    status: readText(row, 'status') as ProcessingJobStatus,
    created: new Date(readNumber(row, 'created')),
    modified: new Date(readNumber(row, 'modified')),
    started: readDate(row, 'started'),
    ended: readDate(row, 'ended'),
    exitMessage: readOptionalText(row, 'exit_message'),
    failureReason: readOptionalText(row, 'failure_reason'),
    request: JSON.parse(readText(row, 'request')) as CreateProcessingJobRequest,
  };
}
