import type { JobFilter } from '../../../app/listJobs.ts';
import { WaitingJobs } from '../../../app/waitingJobs.ts';
import type { Connection } from '../../../core/connection.ts';
import type { Backends } from '../../../core/ports/backend.ts';
import type { JobId } from '../../../core/jobs/jobRef.ts';
import { isTerminal } from '../../../core/jobs/status.ts';
import type { JobNode } from './nodes.ts';

export interface JobListOptions {
  readonly backends: Backends;
  readonly connection: () => Connection;
  readonly pageSize: () => number;
}

/** The jobs that the view has loaded, newest first, page after page. */
export class JobList {
  readonly #options: JobListOptions;
  readonly #waiting = new WaitingJobs();
  #jobs: readonly JobNode[] = [];
  #nextToken: string | undefined;
  #pages = 1;
  /** Counts changes of what is wanted: an answer to an earlier question is not shown. */
  #question = 0;
  filter: JobFilter = {};

  constructor(options: JobListOptions) {
    this.#options = options;
  }

  get jobs(): readonly JobNode[] {
    return this.#jobs;
  }

  get hasMore(): boolean {
    return this.#nextToken !== undefined;
  }

  get anyRunning(): boolean {
    return this.#jobs.some((node) => !isTerminal(node.summary.status));
  }

  find(job: JobId): JobNode | undefined {
    return this.#jobs.find((node) => node.job.equals(job));
  }

  /** From the first page again. */
  reset(): void {
    this.#question += 1;
    this.#jobs = [];
    this.#nextToken = undefined;
    this.#pages = 1;
  }

  /**
   * Reads again what is shown: as many pages as were loaded. Returns whether these are other jobs than before, or in another order; undefined
   * when something else is wanted by now.
   */
  async reload(): Promise<boolean | undefined> {
    const question = this.#question;
    let jobs: JobNode[] = [];
    let token: string | undefined;
    for (let page = 0; page < this.#pages; page += 1) {
      const loaded = await this.#page(token);
      jobs = [...jobs, ...loaded.jobs];
      token = loaded.nextToken;
      if (token === undefined) break;
    }
    if (question !== this.#question) return undefined;
    const before = new Map(this.#jobs.map((node) => [node.job.key(), node]));
    const isOther = keysOf(jobs) !== keysOf(this.#jobs) || (token !== undefined) !== this.hasMore;
    this.#jobs = jobs.map((read) => Object.assign(before.get(read.job.key()) ?? read, read));
    this.#nextToken = token;
    return isOther;
  }

  async loadMore(): Promise<void> {
    if (this.#nextToken === undefined) return;
    const question = ++this.#question;
    const { jobs, nextToken } = await this.#page(this.#nextToken);
    if (question !== this.#question) return;
    const known = new Set(this.#jobs.map(({ job }) => job.key()));
    this.#jobs = [...this.#jobs, ...jobs.filter(({ job }) => !known.has(job.key()))];
    this.#nextToken = nextToken;
    this.#pages += 1;
  }

  async #page(nextToken: string | undefined): Promise<{ jobs: JobNode[]; nextToken: string | undefined }> {
    const backend = await this.#options.backends.get(this.#options.connection());
    // Reads tokens with a library that activation need not load.
    const { listJobs } = await import('../../../app/listJobs.ts');
    const page = await listJobs({
      backend,
      filter: this.filter,
      pageSize: this.#options.pageSize(),
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const waiting = await this.#waiting.of(backend, page.jobs);
    const jobs = page.jobs.map((summary): JobNode => ({
      kind: 'job',
      job: summary.ref,
      connection: backend.connection,
      summary,
      isWaiting: waiting.has(summary.ref.key()),
    }));
    return { jobs, nextToken: page.nextToken };
  }
}

function keysOf(jobs: readonly JobNode[]): string {
  return jobs.map(({ job }) => job.key()).join('\n');
}
