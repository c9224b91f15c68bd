import { errorText } from '../../core/errors.ts';
import { ServiceError } from '../protocol/serviceError.ts';

/** Ends a job as Failed. The message is its FailureReason, which begins with SageMaker's own class of error. */
export class JobError extends Error {
  override readonly name = 'JobError';
}

/** The FailureReason for anything thrown while `doing` something for a job, such as "Data download failed". */
export function failureReason(error: unknown, doing: string): string {
  if (error instanceof JobError) return error.message;
  if (isDiskFull(error)) {
    return `ClientError: ${doing}: no space is left on the disk that holds Local SageMaker's state. Free some and run the job again.`;
  }
  if (isNotPermitted(error)) {
    return `ClientError: ${doing}: some of the job's files belong to another user, and may not be read. Its log tells more. (${errorText(error)})`;
  }
  if (error instanceof ServiceError) return `ClientError: ${doing}: ${error.code} (${error.status}): ${error.message}`;
  return `InternalServerError: ${doing}: ${errorText(error)}`;
}

/** True for a full disk, a full quota or a file over the size limit, from the file system or from SQLite. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return true;
  return /database or disk is full|disk I\/O error/.test(error.message);
}

function isNotPermitted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}
