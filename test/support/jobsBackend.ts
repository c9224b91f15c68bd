import { AppError } from '../../src/core/errors.ts';
import type { Job } from '../../src/core/jobs/job.ts';
import type { Backend } from '../../src/core/ports/backend.ts';
import type { JobQuery } from '../../src/core/ports/jobs.ts';
import { secondKind } from './job.ts';
import { FileObjectStore } from './fileObjectStore.ts';
import { outputsBackend } from './outputsBackend.ts';

export interface JobsBackend extends Backend {
  /** `describe KEY` for every description that was asked for. */
  readonly asked: string[];
}

/** A connection with jobs of two kinds, of which it lists at most `mostListed` a page. `fail` is asked first when a job is to be described. */
export function jobsBackend(
  jobs: readonly Job[],
  { mostListed = 100, fail }: { mostListed?: number; fail?: (key: string) => AppError | undefined } = {},
): JobsBackend {
  const asked: string[] = [];
  const other = outputsBackend({ objects: new FileObjectStore('/nowhere'), bucket: 'b', outputs: [] });
  const matches = ({ ref, status, created }: Job, kind: string, query: JobQuery): boolean =>
    ref.kind === kind &&
    status === (query.status ?? status) &&
    ref.name.includes(query.nameContains ?? '') &&
    created > (query.createdAfter ?? new Date(-1));
  return {
    ...other,
    asked,
    jobs: {
      ...other.jobs,
      kinds: ['processing', secondKind],
      describe: (id) => {
        asked.push(`describe ${id.key()}`);
        const found = jobs.find(({ ref }) => ref.equals(id));
        const error = fail?.(id.key()) ?? (found ? undefined : new AppError('NotFound', id.key()));
        return error || !found ? Promise.reject(error ?? new Error(id.key())) : Promise.resolve(found);
      },
      list: (kind, query) => {
        const found = jobs.filter((job) => matches(job, kind, query)).sort((a, b) => +b.created - +a.created);
        const from = Number(query.nextToken ?? 0);
        const to = from + Math.min(query.pageSize, mostListed);
        return Promise.resolve({
          jobs: found.slice(from, to),
          nextToken: to < found.length ? String(to) : undefined,
        });
      },
    },
  };
}
