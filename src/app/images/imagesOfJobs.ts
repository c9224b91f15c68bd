import pLimit from 'p-limit';
import type { Backend } from '../../core/ports/backend.ts';
import type { JobQuery } from '../../core/ports/jobs.ts';

/** Jobs that are described at once. */
const atOnce = 8;

export interface ImagesOfJobsOptions {
  readonly backend: Backend;
  readonly since: Date;
  readonly signal?: AbortSignal;
}

export interface ImagesOfJobs {
  /** URIs that jobs created since then name. */
  readonly recent: ReadonlySet<string>;
  /** URIs that jobs which have not ended name. */
  readonly unfinished: ReadonlySet<string>;
}

/** The images that jobs name, of every kind. */
export async function imagesOfJobs({ backend, since, signal }: ImagesOfJobsOptions): Promise<ImagesOfJobs> {
  const named = async (query: Omit<JobQuery, 'pageSize'>): Promise<string[]> => {
    const found = await Promise.all(backend.jobs.kinds.map((kind) => imagesNamed(backend, kind, query, signal)));
    return found.flat();
  };
  const recent = await named({ createdAfter: since });
  const unfinished = [await named({ status: 'InProgress' }), await named({ status: 'Stopping' })];
  return { recent: new Set(recent), unfinished: new Set(unfinished.flat()) };
}

async function imagesNamed(
  backend: Backend,
  kind: Backend['jobs']['kinds'][number],
  query: Omit<JobQuery, 'pageSize'>,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const images: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await backend.jobs.list(
      kind,
      { ...query, pageSize: 100, ...(nextToken !== undefined && { nextToken }) },
      signal,
    );
    const jobs = await pLimit(atOnce).map(page.jobs, ({ ref }) => backend.jobs.describe(ref, signal));
    images.push(...jobs.flatMap(({ image }) => image ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return images;
}
