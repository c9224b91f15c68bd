import type { JobFilter } from '../../../app/listJobs.ts';
import { WaitingJobs } from '../../../app/waitingJobs.ts';
import type { Connection } from '../../../core/connection.ts';
import type { Backends } from '../../../core/ports/backend.ts';
import type { Page } from '../../kit/tree/pagedList.ts';
import type { JobNode } from './nodes.ts';

export interface ReadJobsOptions {
  readonly backends: Backends;
  readonly connection: () => Connection;
  readonly filter: () => JobFilter;
  readonly pageSize: () => number;
}

/** Reads the jobs of the connection, newest first, page by page. */
export function readJobs(options: ReadJobsOptions): (nextToken: string | undefined) => Promise<Page<JobNode>> {
  const waitingJobs = new WaitingJobs();
  return async (nextToken) => {
    const backend = await options.backends.get(options.connection());
    // Reads tokens with a library that activation need not load.
    const { listJobs } = await import('../../../app/listJobs.ts');
    const page = await listJobs({
      backend,
      filter: options.filter(),
      pageSize: options.pageSize(),
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const waiting = await waitingJobs.of(backend, page.jobs);
    const rows = page.jobs.map((summary): JobNode => ({
      kind: 'job',
      job: summary.ref,
      connection: backend.connection,
      summary,
      isWaiting: waiting.has(summary.ref.key()),
    }));
    return { rows, nextToken: page.nextToken };
  };
}
