import * as z from 'zod';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { S3Operation } from './operation.ts';
import { readXml } from './xmlBody.ts';

const configuration = z.object({
  CreateBucketConfiguration: z.union([z.literal(''), z.object({ LocationConstraint: z.string().optional() })]),
});

export const createBucket: S3Operation = {
  name: 'CreateBucket',
  method: 'PUT',
  on: 'bucket',
  run: async (request, { buckets }) => {
    const { bucket, context } = request;
    const given = (await readXml(request, configuration))?.CreateBucketConfiguration;
    const location = given === '' ? undefined : given?.LocationConstraint;
    if (location !== undefined && location !== context.region) {
      const message = `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`;
      throw new ServiceError('IllegalLocationConstraintException', message);
    }
    buckets.create(bucket, context.now);
    return { status: 200, headers: { Location: `/${bucket}` } };
  },
};
