import { ServiceError } from '../../protocol/serviceError.ts';
import { quoted, xmlAnswer } from './answers.ts';
import { copySource, copySourceHeader, copySourceHeaders } from './copySource.ts';
import type { S3Operation } from './operation.ts';
import { partNumber, requestUpload } from './partNumber.ts';
import { writeBlob } from './putObject.ts';

export const uploadPartCopy: S3Operation = {
  name: 'UploadPartCopy',
  method: 'PUT',
  on: 'object',
  parameter: 'uploadId',
  withHeader: 'x-amz-copy-source',
  takes: [...copySourceHeaders, 'partnumber', 'x-amz-copy-source-range'],
  run: async (request, store) => {
    const number = partNumber(request);
    const upload = requestUpload(request, store);
    const source = copySource(request, store);
    const { start, end } = copyRange(request.header('x-amz-copy-source-range'), source.size);
    const content: AsyncIterable<Buffer> = store.blobs.read(source.blobs, start, end);
    const options = { preferred: upload.properties.checksum?.algorithm };
    const { blob, etag, checksum } = await writeBlob(request, store.blobs, content, options);
    await store.uploads.putPart(upload, { number, etag, modified: request.context.now, checksum, blob });
    const answer = xmlAnswer('CopyPartResult', [
      ['ETag', quoted(etag)],
      ['LastModified', request.context.now.toISOString()],
      checksum === undefined ? undefined : [`Checksum${checksum.algorithm}`, checksum.value],
    ]);
    return { ...answer, headers: { ...answer.headers, ...copySourceHeader(store, source) } };
  },
};

/** Unlike GetObject's, this range must be whole and inside the source. */
function copyRange(text: string | undefined, size: number): { start: number; end: number } {
  if (text === undefined) return { start: 0, end: size - 1 };
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(text) ?? [];
  const range = { start: Number(start), end: Number(end) };
  if (range.start <= range.end && range.end < size) return range;
  const message = `The x-amz-copy-source-range value must be of the form bytes=first-last, inside the ${size} bytes of the source object`;
  throw new ServiceError('InvalidArgument', message);
}
