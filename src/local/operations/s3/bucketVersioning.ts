import * as z from 'zod';
import { optional } from '../../protocol/xml.ts';
import { xmlAnswer } from './answers.ts';
import type { S3Operation } from './operation.ts';
import { notImplemented } from './refusals.ts';
import { malformedXml, requireXml } from './xmlBody.ts';

const shape = z.object({
  VersioningConfiguration: z.strictObject({
    Status: z.enum(['Enabled', 'Suspended']).optional(),
    MfaDelete: z.enum(['Enabled', 'Disabled']).optional(),
  }),
});

export const getBucketVersioning: S3Operation = {
  ...{ name: 'GetBucketVersioning', method: 'GET', on: 'bucket', parameter: 'versioning' },
  run: ({ bucket }, { buckets }) => {
    return xmlAnswer('VersioningConfiguration', [optional('Status', buckets.require(bucket).versioning)]);
  },
};

export const putBucketVersioning: S3Operation = {
  ...{ name: 'PutBucketVersioning', method: 'PUT', on: 'bucket', parameter: 'versioning', takes: ['x-amz-mfa'] },
  run: async (request, { buckets }) => {
    buckets.require(request.bucket);
    const { Status, MfaDelete } = (await requireXml(request, shape)).VersioningConfiguration;
    if (MfaDelete === 'Enabled') throw notImplemented('PutBucketVersioning with MfaDelete');
    if (Status === undefined) throw malformedXml();
    buckets.setVersioning(request.bucket, Status);
    return { status: 200 };
  },
};
