import type { S3Operation } from './operation.ts';

export const headBucket: S3Operation = {
  name: 'HeadBucket',
  method: 'HEAD',
  on: 'bucket',
  run: ({ bucket, context }, { buckets }) => {
    buckets.require(bucket);
    return { status: 200, headers: { 'x-amz-bucket-region': context.region } };
  },
};
