import { ServiceError } from '../../../protocol/serviceError.ts';
import { checkTags, tagging } from '../tags.ts';
import { configurationOperations } from './configuration.ts';

export const bucketTagging = configurationOperations({
  operations: { get: 'GetBucketTagging', put: 'PutBucketTagging', delete: 'DeleteBucketTagging' },
  parameter: 'tagging',
  element: 'Tagging',
  content: tagging,
  check: ({ TagSet: { Tag } }) => {
    checkTags(Tag, 'Bucket');
  },
  putStatus: 204,
  missing: (BucketName) => new ServiceError('NoSuchTagSet', 'The TagSet does not exist', 404, { BucketName }),
});
