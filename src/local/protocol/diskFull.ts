import { ServiceError } from './serviceError.ts';

/** What is answered when the disk is full. Status 507, and not 500: clients must not try again at once. */
export function diskFull(error: unknown, code: string): ServiceError | undefined {
  if (!(error instanceof Error)) return undefined;
  const ofFile = 'code' in error && error.code === 'ENOSPC';
  const ofDatabase = 'errcode' in error && error.errcode === SQLITE_FULL;
  if (!ofFile && !ofDatabase) return undefined;
  const message =
    'There is no space left on the disk that holds the state folder of Local SageMaker. Nothing was stored.';
  return new ServiceError(code, message, 507);
}

const SQLITE_FULL = 13;
