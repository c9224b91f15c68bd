import type { ProcessingJobStatus } from '@aws-sdk/client-sagemaker';

/** True once the status can change no more. */
export function isTerminal(status: ProcessingJobStatus | undefined): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped';
}

const exitCodePattern = /exit code: (\d+)/iu;

/** The exit code that a terminal runs show for a job: 0 when Completed, 143 when Stopped, else the script's own or 1. */
export function jobExitCode(job: {
  ProcessingJobStatus?: ProcessingJobStatus | undefined;
  FailureReason?: string | undefined;
}): number {
  if (job.ProcessingJobStatus === 'Completed') return 0;
  if (job.ProcessingJobStatus === 'Stopped') return 143;
  const code = Number(exitCodePattern.exec(job.FailureReason ?? '')?.[1] ?? 1);
  return code === 0 ? 1 : code;
}
