/** Why a job ended as it did, for people: what the script said last, else SageMaker's reason; undefined when there is none. */
export function jobReason(job: {
  FailureReason?: string | undefined;
  ExitMessage?: string | undefined;
}): string | undefined {
  const reason = job.FailureReason?.trim() ?? '';
  const message = job.ExitMessage?.trim() ?? '';
  if (message === '' || reason.includes(message)) return reason === '' ? undefined : reason;
  return reason === '' ? message : `${message}\n${reason}`;
}
