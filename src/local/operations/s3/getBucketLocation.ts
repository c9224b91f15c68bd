import { xmlAnswer } from './answers.ts';
import type { S3Operation } from './operation.ts';

/** S3 answers an empty location for us-east-1. */
export const getBucketLocation: S3Operation = {
  name: 'GetBucketLocation',
  method: 'GET',
  on: 'bucket',
  parameter: 'location',
  run: ({ bucket }, { buckets }) => {
    const { region } = buckets.require(bucket);
    return xmlAnswer('LocationConstraint', region === 'us-east-1' ? '' : region);
  },
};
