import { noContent } from './answers.ts';
import type { S3Operation } from './operation.ts';
import { requestUpload } from './partNumber.ts';

export const abortMultipartUpload: S3Operation = {
  name: 'AbortMultipartUpload',
  method: 'DELETE',
  on: 'object',
  parameter: 'uploadId',
  run: async (request, store) => {
    await store.uploads.abort(requestUpload(request, store));
    return noContent;
  },
};
