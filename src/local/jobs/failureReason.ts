import { errorText } from '../../core/errors.ts';
import { JobError } from '../contracts/jobError.ts';
import { ServiceError } from '../protocol/serviceError.ts';

/** How far a job has come. */
export type JobPhase = 'preparing' | 'running' | 'uploading';

/** What failed in a phase, in SageMaker's own words where it has them. */
const failed: Readonly<Record<JobPhase, string>> = {
  preparing: 'Data download failed',
  running: 'The job could not be run',
  uploading: 'Data upload failed',
};

/** The FailureReason for anything thrown in a phase of a job. */
export function failureReason(error: unknown, phase: JobPhase): string {
  if (error instanceof JobError) return error.message;
  const doing = failed[phase];
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
