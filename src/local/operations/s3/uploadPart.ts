import { quoted } from './answers.ts';
import type { S3Operation } from './operation.ts';
import { partNumber, requestUpload } from './partNumber.ts';
import { checksumHeaders, encryptionHeaders } from './properties.ts';
import { receiveBlob } from './putObject.ts';

export const uploadPart: S3Operation = {
  name: 'UploadPart',
  method: 'PUT',
  on: 'object',
  parameter: 'uploadId',
  takes: ['partnumber'],
  run: async (request, store) => {
    const number = partNumber(request);
    const upload = requestUpload(request, store);
    const options = { preferred: upload.properties.checksum?.algorithm };
    const { blob, etag, checksum } = await receiveBlob(request, store, options);
    await store.uploads.putPart(upload, { number, etag, modified: request.context.now, checksum, blob });
    const headers = {
      ETag: quoted(etag),
      ...encryptionHeaders(upload.properties),
      ...(checksum === undefined ? {} : checksumHeaders({ checksum })),
    };
    return { status: 200, headers };
  },
};
