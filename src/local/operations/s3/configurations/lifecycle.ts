import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { ServiceError } from '../../../protocol/serviceError.ts';
import { configurationOperations } from './configuration.ts';
import { boolean, date, empty, repeated, text, whole } from './shapes.ts';

const tag = z.strictObject({ Key: text, Value: text });
const size = { ObjectSizeGreaterThan: whole.optional(), ObjectSizeLessThan: whole.optional() };
const storageClass = z.enum([
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'GLACIER_IR',
  'DEEP_ARCHIVE',
]);
const rule = z.strictObject({
  ID: text.max(255).optional(),
  Prefix: text.optional(),
  Filter: z
    .union([
      empty,
      z.strictObject({
        Prefix: text.optional(),
        Tag: repeated(tag).optional(),
        And: z.strictObject({ Prefix: text.optional(), Tag: repeated(tag).optional(), ...size }).optional(),
        ...size,
      }),
    ])
    .optional(),
  Status: z.enum(['Enabled', 'Disabled']),
  Expiration: z
    .strictObject({ Days: whole.optional(), Date: date.optional(), ExpiredObjectDeleteMarker: boolean.optional() })
    .optional(),
  Transition: repeated(
    z.strictObject({ Days: whole.optional(), Date: date.optional(), StorageClass: storageClass }),
  ).optional(),
  NoncurrentVersionExpiration: z
    .strictObject({ NoncurrentDays: whole, NewerNoncurrentVersions: whole.optional() })
    .optional(),
  NoncurrentVersionTransition: repeated(
    z.strictObject({ NoncurrentDays: whole, NewerNoncurrentVersions: whole.optional(), StorageClass: storageClass }),
  ).optional(),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: whole }).optional(),
});
const actions = [
  'Expiration',
  'Transition',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'AbortIncompleteMultipartUpload',
] as const;

export const lifecycle = configurationOperations({
  operations: {
    get: 'GetBucketLifecycleConfiguration',
    put: 'PutBucketLifecycleConfiguration',
    delete: 'DeleteBucketLifecycle',
  },
  parameter: 'lifecycle',
  element: 'LifecycleConfiguration',
  // A rule without a name is given one.
  content: z.strictObject({
    Rule: repeated(rule.transform((given) => ({ ID: randomBytes(24).toString('base64url'), ...given }))),
  }),
  check: ({ Rule }) => {
    const invalid = (message: string) => new ServiceError('InvalidRequest', message);
    if (Rule.length > 1000) throw invalid('The number of lifecycle rules must not exceed the allowed limit of 1000.');
    if (Rule.some((one) => actions.every((action) => one[action] === undefined)))
      throw invalid('At least one action needs to be specified in a rule.');
    if (new Set(Rule.map(({ ID }) => ID)).size < Rule.length)
      throw new ServiceError('InvalidArgument', 'Rule ID must be unique. Found same ID for more than one rule');
    if (Rule.some(({ Expiration }) => Number(Expiration?.Days ?? 1) === 0))
      throw new ServiceError('InvalidArgument', "'Days' for Expiration action must be a positive integer");
  },
  missing: (BucketName) => {
    const message = 'The lifecycle configuration does not exist';
    return new ServiceError('NoSuchLifecycleConfiguration', message, 404, { BucketName });
  },
});
