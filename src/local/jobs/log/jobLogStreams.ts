import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { transaction } from '../../store/database.ts';
import { LogBatch } from '../../store/logBatch.ts';
import { LogSources } from '../../store/logSources.ts';
import type { LogStore } from '../../store/logs.ts';
import type { JobRecord } from '../../store/jobs.ts';
import { jobFolder, type HostFolder } from '../../files/jobFolder.ts';
import { LogIngest } from './logIngest.ts';
import { isNoFile } from '../../files/regularFile.ts';

type LoggedJob = Pick<JobRecord, 'ref' | 'plan'>;

/** The log streams of jobs: `<job>/<host>-<seconds since 1970>` in the log group of their kind. */
export class JobLogStreams {
  readonly #database: DatabaseSync;
  readonly #logs: LogStore;
  readonly #sources: LogSources;
  readonly #root: string;

  constructor(database: DatabaseSync, logs: LogStore, root: string) {
    this.#database = database;
    this.#logs = logs;
    this.#sources = new LogSources(database);
    this.#root = root;
  }

  /** The stream of a host, made when it is not there. */
  stream(job: LoggedJob, host: string): number {
    const { logGroup } = job.plan;
    const now = Date.now();
    this.#logs.createGroup(logGroup, now);
    const group = this.#logs.findGroup(logGroup);
    if (group === undefined) throw new Error(`The log group ${logGroup} is gone`);
    const prefix = `${job.ref.name}/${host}-`;
    const find = () =>
      this.#logs.streams(group, { prefix, orderBy: 'LogStreamName', descending: false, limit: 1 })[0]?.id;
    const known = find();
    if (known !== undefined) return known;
    this.#logs.createStream(group, `${prefix}${Math.floor(now / 1000)}`, now);
    return find() ?? this.stream(job, host);
  }

  /** Writes a line of Local SageMaker's own. */
  write(streamId: number, message: string): void {
    const batch = new LogBatch(Date.now());
    batch.add(batch.ingestion, message, Buffer.byteLength(message));
    transaction(this.#database, () => {
      this.#logs.append(streamId, batch);
    });
  }

  /** Says that a host's log file, empty now, belongs to a stream: after a crash the rest of it is taken in. */
  register(streamId: number, { log }: HostFolder): void {
    this.#sources.add({ streamId, file: path.relative(this.#root, log) });
  }

  /** Takes a host's log file into its stream until `ended` fires and the file's end is reached. */
  async follow(streamId: number, { log }: HostFolder, ended: AbortSignal): Promise<void> {
    await new LogIngest(this.#database, this.#logs, this.#sources, streamId).follow(log, ended);
    this.#sources.remove(streamId);
  }

  /** Takes in what a job printed before Local SageMaker was killed. */
  async recover({ ref }: LoggedJob): Promise<void> {
    for (const { streamId, file } of this.#sources.in(path.relative(this.#root, jobFolder(this.#root, ref.key())))) {
      const ingest = new LogIngest(this.#database, this.#logs, this.#sources, streamId);
      await ingest.follow(path.join(this.#root, file), AbortSignal.abort()).catch((error: unknown) => {
        if (!isNoFile(error)) throw error;
      });
      this.#sources.remove(streamId);
    }
  }
}
