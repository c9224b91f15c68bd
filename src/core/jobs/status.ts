import * as l10n from '@vscode/l10n';
import { AppError } from '../errors.ts';

export const jobStatuses = ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped'] as const;

/** What SageMaker says of a job, of any kind. */
export type JobStatus = (typeof jobStatuses)[number];

/** A status as it was answered. Refused when there is no such: nobody could tell whether such a job has ended. */
export function readJobStatus(text: string | undefined): JobStatus {
  const status = jobStatuses.find((each) => each === text);
  if (status !== undefined) return status;
  throw new AppError(
    'Unexpected',
    l10n.t('SageMaker says of a job that it is “{0}”, which this version does not know.', text ?? ''),
  );
}

/** True once the status can change no more. */
export function isTerminal(status: JobStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped';
}

const exitCodePattern = /exit code: (\d+)/iu;

/** The exit code that a terminal shows for a job: 0 when Completed, 143 when Stopped, else the script's own or 1. */
export function jobExitCode(job: { readonly status: JobStatus; readonly failureReason: string | undefined }): number {
  if (job.status === 'Completed') return 0;
  if (job.status === 'Stopped') return 143;
  const code = Number(exitCodePattern.exec(job.failureReason ?? '')?.[1] ?? 1);
  return code === 0 ? 1 : code;
}
