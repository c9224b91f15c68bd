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
  run: async (request, store) => {
    const number = partNumber(request);
    const upload = requestUpload(request, store);
    const { blob, md5, checksum } = await receiveBlob(request, store, upload.properties.checksum?.algorithm);
    await store.uploads.putPart(upload, { number, etag: md5, modified: request.context.now, checksum, blob });
    const headers = {
      ETag: quoted(md5),
      ...encryptionHeaders(upload.properties),
      ...(checksum === undefined ? {} : checksumHeaders({ checksum })),
    };
    return { status: 200, headers };
  },
};
