import { isAppError } from '../../core/errors.ts';
import { jobDuration } from '../../core/jobs/duration.ts';
import type { JobSummary } from '../../core/jobs/job.ts';
import { jobTitle } from '../../core/jobs/jobName.ts';
import type { Backend } from '../../core/ports/backend.ts';
import { oneRowOf } from '../../core/runsTable/oneRow.ts';
import type { Run } from '../../core/runsTable/runsTable.ts';
import { listJobOutputs } from '../outputs/listJobOutputs.ts';
import { listJobs } from '../listJobs.ts';
import { userTags } from '../tags.ts';

export interface ReadRunsOptions {
  readonly backend: Backend;
  /** What all jobs of the script are called, before the time. */
  readonly title: string;
  /** Whether a job of that name is of the script. */
  readonly isOfScript?: (job: JobSummary) => boolean;
  readonly now: Date;
  /** Runs at most, the latest. */
  readonly limit?: number;
  readonly onProgress?: (read: number, total: number) => void;
  readonly signal?: AbortSignal;
}

const atOnce = 6;
/** Bytes of an output that may hold one row, and how many such a run may have. */
const largestRow = 64 * 1024;
const mostRows = 5;

/** The latest runs of a script, newest first, with what their outputs of one row say. */
export async function readRuns(options: ReadRunsOptions): Promise<Run[]> {
  const { limit = 200, onProgress } = options;
  const jobs = await latestJobs(options, limit);
  const runs: Run[] = [];
  let read = 0;
  for (let at = 0; at < jobs.length; at += atOnce) {
    const some = await Promise.all(
      jobs.slice(at, at + atOnce).map(async (job) => {
        const run = await readRun(job, options);
        onProgress?.(++read, jobs.length);
        return run;
      }),
    );
    runs.push(...some.filter((run) => run !== undefined));
  }
  return runs;
}

async function latestJobs(
  { backend, title, isOfScript, signal }: ReadRunsOptions,
  limit: number,
): Promise<JobSummary[]> {
  const found: JobSummary[] = [];
  let nextToken: string | undefined;
  do {
    const page = await listJobs({
      backend,
      filter: { text: title },
      pageSize: 100,
      ...(nextToken !== undefined && { nextToken }),
      ...(signal && { signal }),
    });
    found.push(...page.jobs.filter((job) => jobTitle(job.ref.name) === title && (isOfScript?.(job) ?? true)));
    nextToken = page.nextToken;
  } while (nextToken !== undefined && found.length < limit);
  return found.slice(0, limit);
}

/** Undefined for a job that is gone meanwhile. */
async function readRun(summary: JobSummary, { backend, now, signal }: ReadRunsOptions): Promise<Run | undefined> {
  try {
    const job = await backend.jobs.describe(summary.ref, signal);
    const tags = await userTags(backend, job.ref.arn, signal).catch((error: unknown) => {
      // Who may not read tags sees the rest.
      if (isAppError(error) && error.code === 'AccessDenied') return {};
      throw error;
    });
    return {
      job: summary.ref,
      status: job.status,
      created: job.created,
      duration: jobDuration(job, now),
      arguments: job.arguments,
      tags,
      values: await valuesOf(summary, backend, signal),
    };
  } catch (error) {
    if (isAppError(error) && error.code === 'NotFound') return undefined;
    throw error;
  }
}

async function valuesOf({ ref }: JobSummary, backend: Backend, signal?: AbortSignal): Promise<Record<string, string>> {
  const { groups } = await listJobOutputs({ backend, job: ref, ...(signal && { signal }) });
  const small = groups
    .flatMap(({ files }) => files)
    .filter(({ path, size }) => /\.(?:csv|tsv|json)$/iu.test(path) && size > 0 && size <= largestRow)
    .slice(0, mostRows);
  const values: Record<string, string> = {};
  for (const { uri, path } of small) {
    const text = new TextDecoder().decode(await backend.objects.read(uri, undefined, signal));
    for (const [name, value] of Object.entries(oneRowOf(text, path) ?? {}))
      values[name in values ? `${path}: ${name}` : name] = value;
  }
  return values;
}
