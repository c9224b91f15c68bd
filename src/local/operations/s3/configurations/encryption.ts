import * as z from 'zod';
import { configurationOperations } from './configuration.ts';
import { boolean, repeated, text } from './shapes.ts';

const rule = z.strictObject({
  ApplyServerSideEncryptionByDefault: z
    .strictObject({
      SSEAlgorithm: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']),
      KMSMasterKeyID: text.optional(),
    })
    .optional(),
  BucketKeyEnabled: boolean.optional(),
  BlockedEncryptionTypes: z.strictObject({ EncryptionType: repeated(z.enum(['NONE', 'SSE-C'])) }).optional(),
});
const content = z.strictObject({ Rule: repeated(rule) });
const initial = {
  Rule: [
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const }, BucketKeyEnabled: 'false' as const },
  ],
};

/** Without another, a bucket has S3's own encryption, as on AWS since 2023. */
export const encryption = configurationOperations<z.infer<typeof content>>({
  operations: { get: 'GetBucketEncryption', put: 'PutBucketEncryption', delete: 'DeleteBucketEncryption' },
  parameter: 'encryption',
  element: 'ServerSideEncryptionConfiguration',
  content,
  missing: () => initial,
});
