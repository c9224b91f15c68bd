import { noContent } from './answers.ts';
import type { S3Operation } from './operation.ts';

export const deleteBucket: S3Operation = {
  name: 'DeleteBucket',
  method: 'DELETE',
  on: 'bucket',
  run: ({ bucket }, { buckets }) => {
    buckets.delete(bucket);
    return noContent;
  },
};
