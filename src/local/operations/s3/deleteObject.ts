import { noContent } from './answers.ts';
import type { S3Operation } from './operation.ts';

export const deleteObject: S3Operation = {
  name: 'DeleteObject',
  method: 'DELETE',
  on: 'object',
  run: async ({ bucket, key }, { objects }) => {
    await objects.delete(bucket, [key]);
    return noContent;
  },
};
