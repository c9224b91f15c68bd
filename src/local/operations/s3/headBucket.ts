import type { S3Operation } from './operation.ts';

export const headBucket: S3Operation = {
  name: 'HeadBucket',
  method: 'HEAD',
  on: 'bucket',
  run: ({ bucket }, { buckets }) => {
    const { region } = buckets.require(bucket);
    const headers = { 'x-amz-bucket-region': region, 'x-amz-bucket-arn': `arn:aws:s3:::${bucket}` };
    return { status: 200, headers: { ...headers, 'x-amz-access-point-alias': 'false' } };
  },
};
