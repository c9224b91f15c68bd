import * as z from 'zod';
import { ServiceError } from '../../../protocol/serviceError.ts';
import { configurationOperations } from './configuration.ts';
import { boolean, empty } from './shapes.ts';

const setting = boolean.default('false');
const content = z.strictObject({
  BlockPublicAcls: setting,
  IgnorePublicAcls: setting,
  BlockPublicPolicy: setting,
  RestrictPublicBuckets: setting,
});
const all = {
  BlockPublicAcls: 'true',
  IgnorePublicAcls: 'true',
  BlockPublicPolicy: 'true',
  RestrictPublicBuckets: 'true',
} as const;

/** A new bucket blocks all public access, as on AWS since 2023. */
export const publicAccessBlock = configurationOperations({
  operations: { get: 'GetPublicAccessBlock', put: 'PutPublicAccessBlock', delete: 'DeletePublicAccessBlock' },
  parameter: 'publicAccessBlock',
  element: 'PublicAccessBlockConfiguration',
  content: z.union([content, empty.transform(() => content.parse({}))]),
  initial: all,
  missing: (BucketName) => {
    const message = 'The public access block configuration was not found';
    return new ServiceError('NoSuchPublicAccessBlockConfiguration', message, 404, { BucketName });
  },
});
