import type { S3Operation } from '../operation.ts';
import { cors } from './cors.ts';
import { encryption } from './encryption.ts';
import { lifecycle } from './lifecycle.ts';
import { notification } from './notification.ts';
import { ownershipControls } from './ownership.ts';
import { policy } from './policy.ts';
import { publicAccessBlock } from './publicAccessBlock.ts';
import { bucketTagging } from './tagging.ts';

/** Configurations of buckets. Of these only the ownership of objects acts: it says whether ACLs are understood. */
export const bucketConfigurations: readonly S3Operation[] = [
  ...cors,
  ...encryption,
  ...lifecycle,
  ...notification,
  ...ownershipControls,
  ...policy,
  ...publicAccessBlock,
  ...bucketTagging,
];
