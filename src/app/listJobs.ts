import * as z from 'zod/mini';
import type { JobSummary } from '../core/jobs/job.ts';
import type { JobKind } from '../core/jobs/jobRef.ts';
import type { JobStatus } from '../core/jobs/status.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { JobPage } from '../core/ports/jobs.ts';

export interface JobFilter {
  /** A part of the name. */
  readonly text?: string;
  readonly status?: JobStatus;
}

export interface ListJobsOptions {
  readonly backend: Backend;
  readonly filter?: JobFilter;
  /** Jobs per page: 1 to 100; 50 when absent. */
  readonly pageSize?: number;
  readonly nextToken?: string;
  readonly signal?: AbortSignal;
}

/** Where the list of a kind goes on: its page, and how many jobs of that have been listed. A kind that is missing has no more. */
const place = z.object({ token: z.optional(z.string()), listed: z.number() });
const places = z.record(z.string(), place);
type Place = z.infer<typeof place>;

/**
 * One page of jobs of every kind, newest first. SageMaker lists each kind for itself: a page is made of the newest of them, and says how far
 * each was gone through.
 */
export async function listJobs(options: ListJobsOptions): Promise<JobPage> {
  const { backend, pageSize = 50, nextToken } = options;
  const from = nextToken === undefined ? undefined : z.parse(places, JSON.parse(nextToken));
  const lists = await Promise.all(
    backend.jobs.kinds.flatMap((kind) => {
      const start = from === undefined ? { listed: 0 } : from[kind];
      return start === undefined ? [] : [readList(kind, start, options, pageSize)];
    }),
  );
  // What a list has not shown yet may be as new as the last that it has.
  const certain = Math.max(...lists.map((list) => (list.nextToken === undefined ? -Infinity : oldestOf(list))));
  const jobs = lists
    .flatMap((list) => list.jobs)
    .filter(({ created }) => created.getTime() >= certain)
    .sort((a, b) => b.created.getTime() - a.created.getTime())
    .slice(0, pageSize);
  const next = lists.flatMap((list) => {
    const taken = list.jobs.filter((job) => jobs.includes(job)).length;
    if (taken < list.jobs.length) return [[list.kind, { ...list.start, listed: list.start.listed + taken }]];
    return list.nextToken === undefined ? [] : [[list.kind, { token: list.nextToken, listed: 0 }]];
  });
  return { jobs, nextToken: next.length === 0 ? undefined : JSON.stringify(Object.fromEntries(next)) };
}

interface KindList {
  readonly kind: JobKind;
  readonly start: Place;
  /** Of the page, without those that were listed before. */
  readonly jobs: readonly JobSummary[];
  readonly nextToken: string | undefined;
}

/** The next page of a kind's list that has jobs, or the last one. */
async function readList(
  kind: JobKind,
  from: Place,
  { backend, filter = {}, signal }: ListJobsOptions,
  pageSize: number,
): Promise<KindList> {
  const { text = '', status } = filter;
  const query = { pageSize, ...(text !== '' && { nameContains: text }), ...(status !== undefined && { status }) };
  for (let start = from; ;) {
    const { token } = start;
    const page = await backend.jobs.list(kind, { ...query, ...(token !== undefined && { nextToken: token }) }, signal);
    const jobs = page.jobs.slice(start.listed);
    if (jobs.length > 0 || page.nextToken === undefined) return { kind, start, jobs, nextToken: page.nextToken };
    start = { token: page.nextToken, listed: 0 };
  }
}

/** Milliseconds since 1970. */
function oldestOf({ jobs }: KindList): number {
  return jobs.at(-1)?.created.getTime() ?? -Infinity;
}
