import { ServiceError } from '../../protocol/serviceError.ts';
import type { S3Request } from './operation.ts';

/** How a listing writes keys: as they are, or percent-encoded with `encoding-type=url`, which XML can always hold. */
export function keyEncoding({ query }: S3Request): { name: string | undefined; write: (key: string) => string } {
  const name = query('encoding-type');
  if (name === undefined || name === '') return { name: undefined, write: (key) => key };
  if (name !== 'url') throw new ServiceError('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return { name, write: (key) => encodeURIComponent(key).replaceAll('%2F', '/') };
}

/** `max-keys` and its kin: 1,000 at most, and when absent. */
export function pageSize({ query }: S3Request, parameter: string): number {
  const value = Number(query(parameter) ?? 1000);
  if (!Number.isInteger(value) || value < 0) {
    throw new ServiceError('InvalidArgument', `Argument ${parameter} must be an integer between 0 and 2147483647`);
  }
  return Math.min(value, 1000);
}
