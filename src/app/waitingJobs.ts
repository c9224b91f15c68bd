import { isAppError } from '../core/errors.ts';
import type { JobSummary } from '../core/jobs/job.ts';
import type { JobRef } from '../core/jobs/jobRef.ts';
import type { Backend } from '../core/ports/backend.ts';

/** Descriptions that are asked for at a time: AWS counts calls. The oldest jobs come first, for they start first. */
const maximumAsked = 10;

/** Tells the jobs in progress whose processes have not started yet. A list does not say it; a job that started is not asked about again. */
export class WaitingJobs {
  /** ARNs of jobs that have started, and of those that nobody here may describe. */
  readonly #settled = new Set<string>();

  /** The keys of those among `jobs`, newest first, that wait. What cannot be told just now is not among them, and asked again next time. */
  async of(backend: Backend, jobs: readonly JobSummary[]): Promise<ReadonlySet<string>> {
    const inProgress = jobs.filter(({ status }) => status === 'InProgress').reverse();
    const unsure = inProgress.filter(({ ref }) => !this.#settled.has(ref.arn));
    const asked = unsure.slice(0, maximumAsked);
    const waiting = (await Promise.all(asked.map(({ ref }) => this.#isWaiting(backend, ref)))).flatMap((is, at) =>
      is ? (asked[at] ?? []) : [],
    );
    // Those that were not asked about came later: they wait if those before them do.
    const later = waiting.length > 0 ? unsure.slice(maximumAsked) : [];
    return new Set([...waiting, ...later].map(({ ref }) => ref.key()));
  }

  async #isWaiting(backend: Backend, ref: JobRef): Promise<boolean> {
    try {
      const { started, ended } = await backend.jobs.describe(ref);
      const isWaiting = started === undefined && ended === undefined;
      if (!isWaiting) this.#settled.add(ref.arn);
      return isWaiting;
    } catch (error) {
      if (!isAppError(error)) throw error;
      // Who may list jobs and not describe them sees them all the same.
      if (error.code === 'AccessDenied') this.#settled.add(ref.arn);
      return false;
    }
  }
}
