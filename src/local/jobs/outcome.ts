import type { HostEnd } from '../engines/jobEngine.ts';

/** How a job ended. */
export interface JobOutcome {
  readonly status: 'Completed' | 'Failed' | 'Stopped';
  readonly failureReason?: string | undefined;
  readonly exitMessage?: string | undefined;
}

/** Why a job ends early: it was asked to, its own time limit, or the end of Local SageMaker. */
export type StopReason = 'stopped' | 'timeLimit' | 'shutdown';

/** The outcome of a job that was ended early. */
export function stoppedOutcome(reason: StopReason, timeLimit: number | undefined): JobOutcome {
  switch (reason) {
    case 'stopped':
      return { status: 'Stopped' };
    case 'timeLimit':
      return {
        status: 'Stopped',
        failureReason: `MaxRuntimeExceeded: The job reached its MaxRuntimeInSeconds of ${timeLimit ?? 0} s and was stopped.`,
      };
    case 'shutdown':
      return { status: 'Failed', failureReason: interruptedReason };
  }
}

/** FailureReason of a job that ran when Local SageMaker ended, was killed or crashed. */
export const interruptedReason =
  'InternalServerError: Local SageMaker was stopped while the job ran. Its log is complete up to that moment. Run the job again.';

/** SageMaker's FailureReason for the first host that did not end with 0; `ends` are in the order in which they came. */
export function exitReason(ends: readonly HostEnd[]): string | undefined {
  const failed = ends.find(({ code }) => code !== 0);
  return failed === undefined ? undefined : (failed.reason ?? `AlgorithmError: , exit code: ${failed.code}`);
}
