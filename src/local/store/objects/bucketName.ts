import { ServiceError } from '../../protocol/serviceError.ts';

/** Names that AWS keeps for access points, tables, Object Lambda and buckets of other kinds. */
const reservedPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const reservedSuffixes = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3', '-an'];

/** Throws InvalidBucketName where AWS makes no bucket of this name. */
export function checkBucketName(name: string): void {
  const legal =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+(\.\d+){3}$/.test(name);
  const reserved =
    reservedPrefixes.some((prefix) => name.startsWith(prefix)) ||
    reservedSuffixes.some((suffix) => name.endsWith(suffix));
  if (legal && !reserved) return;
  throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
}
