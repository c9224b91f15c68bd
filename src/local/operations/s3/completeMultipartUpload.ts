import * as z from 'zod';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { BlobStore } from '../../store/objects/blobs.ts';
import { startChecksum } from '../../store/objects/checksums.ts';
import type { Checksum } from '../../store/objects/record.ts';
import type { Part, Upload } from '../../store/objects/uploads.ts';
import { optional } from '../../protocol/xml.ts';
import { quoted, xmlAnswer } from './answers.ts';
import { unquoted, writeCondition } from './conditions.ts';
import { checksumHeader } from './integrity.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { requestUpload } from './partNumber.ts';
import { encryptionHeaders } from './properties.ts';
import { requireXml } from './xmlBody.ts';

const part = z.object({
  PartNumber: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number),
  ETag: z.string().transform(unquoted),
});
const shape = z.object({ CompleteMultipartUpload: z.object({ Part: z.array(part).min(1).max(10_000) }) });

export const completeMultipartUpload: S3Operation = {
  name: 'CompleteMultipartUpload',
  method: 'POST',
  on: 'object',
  parameter: 'uploadId',
  run: async (request, store) => {
    const { bucket, key, context } = request;
    const { Part: listed } = (await requireXml(request, shape)).CompleteMultipartUpload;
    const upload = requestUpload(request, store);
    const parts = store.uploads.chosenParts(
      upload,
      listed.map(({ PartNumber, ETag }) => ({ number: PartNumber, etag: ETag })),
    );
    const checksum = await wholeChecksum(request, upload, parts, store.blobs);
    const options = { now: context.now, check: writeCondition(request) };
    const { etag } = await store.uploads.complete(upload, parts, checksum, options);
    const answer = xmlAnswer('CompleteMultipartUploadResult', [
      ['Location', `${context.endpoint}/${bucket}/${encodeURIComponent(key)}`],
      ['Bucket', bucket],
      ['Key', key],
      ['ETag', quoted(etag)],
      checksum === undefined ? undefined : [`Checksum${checksum.algorithm}`, checksum.value],
      optional('ChecksumType', checksum?.type),
    ]);
    return { ...answer, headers: { ...answer.headers, ...encryptionHeaders(upload.properties) } };
  },
};

/** The checksum of the object: over its parts' checksums, or over all its bytes. Throws BadDigest when another is announced. */
async function wholeChecksum(
  request: S3Request,
  { properties }: Upload,
  parts: readonly Part[],
  blobs: BlobStore,
): Promise<Checksum | undefined> {
  if (properties.checksum === undefined) return undefined;
  const { algorithm, type } = properties.checksum;
  const running = startChecksum(algorithm);
  if (type === 'COMPOSITE') {
    for (const { checksum } of parts) running.update(Buffer.from(checksum?.value ?? '', 'base64'));
  } else {
    const content: AsyncIterable<Buffer> = blobs.read(
      parts.map(({ blob }) => blob),
      0,
      Infinity,
    );
    for await (const chunk of content) running.update(chunk);
  }
  const digest = await running.digest();
  const value = type === 'COMPOSITE' ? `${digest}-${parts.length}` : digest;
  const announced = request.header(checksumHeader(algorithm));
  if (announced !== undefined && announced !== value && announced !== digest) {
    throw new ServiceError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { algorithm, type, value };
}
