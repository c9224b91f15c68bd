/** Ends a job as Failed. The message is its FailureReason, which begins with SageMaker's own class of error. */
export class JobError extends Error {
  override readonly name = 'JobError';
}
