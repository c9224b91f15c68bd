import type { ProcessingJobSummary } from '@aws-sdk/client-sagemaker';
import type { Backend } from '../core/ports/backend.ts';

/** Descriptions that are asked for at a time: AWS counts calls. The oldest jobs come first, for they start first. */
const maximumAsked = 10;

/** Tells the jobs in progress whose processes have not started yet. A list does not say it; a job that started is not asked about again. */
export class WaitingJobs {
  readonly #started = new Set<string>();

  /** The names of those among `jobs`, newest first, that wait. */
  async of(backend: Backend, jobs: readonly ProcessingJobSummary[]): Promise<ReadonlySet<string>> {
    const inProgress = jobs.filter(({ ProcessingJobStatus: status }) => status === 'InProgress').reverse();
    const unsure = inProgress.filter(({ ProcessingJobArn: arn = '' }) => !this.#started.has(arn));
    const asked = unsure.slice(0, maximumAsked);
    await Promise.all(
      asked.map(async ({ ProcessingJobName: name = '', ProcessingJobArn: arn = '' }) => {
        // Who may list jobs and not describe them sees them all the same.
        const job = await backend.jobs.describe(name).catch(() => undefined);
        if (!job || (job.ProcessingStartTime ?? job.ProcessingEndTime)) this.#started.add(arn);
      }),
    );
    const isWaiting = ({ ProcessingJobArn: arn = '' }: ProcessingJobSummary): boolean => !this.#started.has(arn);
    // Those that were not asked about came later: they wait if those before them do.
    const waiting = asked.some(isWaiting) ? unsure.filter(isWaiting) : [];
    return new Set(waiting.map(({ ProcessingJobName: name = '' }) => name));
  }
}
