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
    for (const { ProcessingJobName: name = '', ProcessingJobArn: arn = '' } of unsure.slice(0, maximumAsked)) {
      const { ProcessingStartTime, ProcessingEndTime } = await backend.jobs.describe(name);
      if (ProcessingStartTime ?? ProcessingEndTime) this.#started.add(arn);
    }
    const waiting = unsure.filter(({ ProcessingJobArn: arn = '' }) => !this.#started.has(arn));
    return new Set(waiting.map(({ ProcessingJobName: name = '' }) => name));
  }
}
