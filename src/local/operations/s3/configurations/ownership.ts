import * as z from 'zod';
import { ServiceError } from '../../../protocol/serviceError.ts';
import type { S3Store } from '../../../store/objects/index.ts';
import { configurationOperations } from './configuration.ts';

const parameter = 'ownershipControls';
export const ownerships = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;
const content = z.strictObject({ Rule: z.strictObject({ ObjectOwnership: z.enum(ownerships) }) });

export const ownershipControls = configurationOperations({
  operations: {
    get: 'GetBucketOwnershipControls',
    put: 'PutBucketOwnershipControls',
    delete: 'DeleteBucketOwnershipControls',
  },
  parameter,
  element: 'OwnershipControls',
  content,
  initial: ownershipDocument('BucketOwnerEnforced'),
  missing: (BucketName) => {
    const message = 'The bucket ownership controls were not found';
    return new ServiceError('OwnershipControlsNotFoundError', message, 404, { BucketName });
  },
});

function ownershipDocument(ObjectOwnership: (typeof ownerships)[number]): z.infer<typeof content> {
  return { Rule: { ObjectOwnership } };
}

/** Whether the bucket knows ACLs; they are off in a new one. */
export function objectOwnership({ buckets }: S3Store, bucket: string): (typeof ownerships)[number] {
  const stored = buckets.configuration(bucket, parameter);
  if (stored === undefined) return 'BucketOwnerEnforced';
  return content.nullable().parse(JSON.parse(stored))?.Rule.ObjectOwnership ?? 'ObjectWriter';
}

/** Gives a bucket that was just made the ownership its creation asked for. */
export function setOwnership({ buckets }: S3Store, bucket: string, ownership: (typeof ownerships)[number]): void {
  buckets.configure(bucket, parameter, JSON.stringify(ownershipDocument(ownership)));
}
