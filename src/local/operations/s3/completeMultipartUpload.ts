import * as z from 'zod';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { BlobStore } from '../../store/objects/blobs.ts';
import type { CompletedUpload } from '../../store/objects/completedUploads.ts';
import { startChecksum } from '../../store/objects/checksums.ts';
import type { S3Store } from '../../store/objects/index.ts';
import { checksumAlgorithms, type Checksum } from '../../store/objects/record.ts';
import { invalidPart, type UploadedPart, type Upload } from '../../store/objects/uploads.ts';
import { optional } from '../../protocol/xml.ts';
import { quoted, xmlAnswer } from './answers.ts';
import { unquoted, writeCondition, writeConditionHeaders } from './conditions.ts';
import { checksumHeader } from './integrity.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { requestUpload } from './partNumber.ts';
import { encryptionHeaders } from './properties.ts';
import { versionHeader } from './versions.ts';
import { requireXml } from './xmlBody.ts';

/** Besides these, `ChecksumCRC32` and its kin. */
const part = z.looseObject({
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
  takes: [...writeConditionHeaders, 'x-amz-checksum-type', 'x-amz-mp-object-size'],
  run: async (request, store) => {
    const { bucket, key, query } = request;
    const { Part: listed } = (await requireXml(request, shape, { otherChecksums: true })).CompleteMultipartUpload;
    const etags = listed.map(({ ETag }) => ETag);
    const done = () => store.uploads.completed(bucket, key, query('uploadId') ?? '', etags);
    const { etag, checksum, version, properties } =
      done() ??
      (await complete(request, store, listed).catch((error: unknown) => {
        // Perhaps somebody else completed it at the same time.
        const meanwhile = done();
        if (meanwhile === undefined) throw error;
        return meanwhile;
      }));
    const answer = xmlAnswer('CompleteMultipartUploadResult', [
      ['Location', `${request.context.endpoint}/${bucket}/${encodeURIComponent(key)}`],
      ['Bucket', bucket],
      ['Key', key],
      ['ETag', quoted(etag)],
      checksum === undefined ? undefined : [`Checksum${checksum.algorithm}`, checksum.value],
      optional('ChecksumType', checksum?.type),
    ]);
    const headers = { ...encryptionHeaders(properties), ...versionHeader(store, bucket, version) };
    return { ...answer, headers: { ...answer.headers, ...headers } };
  },
};

type ListedPart = z.infer<typeof part>;

async function complete(request: S3Request, store: S3Store, listed: readonly ListedPart[]): Promise<CompletedUpload> {
  const { context, header } = request;
  const upload = requestUpload(request, store);
  const check = writeCondition(request);
  const parts = store.uploads.chosenParts(
    upload,
    listed.map(({ PartNumber, ETag }) => ({ number: PartNumber, etag: ETag })),
  );
  checkParts(listed, parts);
  const announced = header('x-amz-mp-object-size');
  const size = parts.reduce((sum, { blob }) => sum + blob.size, 0);
  if (announced !== undefined && Number(announced) !== size) {
    const message = `The provided 'x-amz-mp-object-size' header value ${announced} does not match what was computed: ${size}`;
    throw new ServiceError('InvalidRequest', message);
  }
  const checksum = await wholeChecksum(request, upload, parts, store.blobs);
  return store.uploads.complete(upload, parts, checksum, { now: context.now, check });
}

/** Throws InvalidPart when a part is listed with another checksum than it has. */
function checkParts(listed: readonly ListedPart[], parts: readonly UploadedPart[]): void {
  for (const [index, { number, checksum }] of parts.entries()) {
    const announced = checksum === undefined ? undefined : listed[index]?.[`Checksum${checksum.algorithm}`];
    if (announced !== undefined && announced !== checksum?.value) throw invalidPart(number);
  }
}

/** The checksum of the object: over its parts' checksums, or over all its bytes. Throws BadDigest when another is announced. */
async function wholeChecksum(
  request: S3Request,
  { properties }: Upload,
  parts: readonly UploadedPart[],
  blobs: BlobStore,
): Promise<Checksum | undefined> {
  const kind = checksumKind(request, properties.checksum);
  if (kind === undefined) return undefined;
  const { algorithm, type } = kind;
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

/** The checksum that the upload was created with, else the one announced now. Throws when these are not of the same kind. */
function checksumKind(request: S3Request, created: Checksum | undefined): Omit<Checksum, 'value'> | undefined {
  const type = request.header('x-amz-checksum-type');
  if (type !== undefined && type !== created?.type) {
    const message = `The upload was created using the ${created?.type ?? 'null'} checksum mode. The complete request must use the same checksum mode.`;
    throw new ServiceError('InvalidRequest', message);
  }
  const announced = checksumAlgorithms.find((algorithm) => request.header(checksumHeader(algorithm)) !== undefined);
  if (created === undefined) return announced === undefined ? undefined : { algorithm: announced, type: 'FULL_OBJECT' };
  if (announced !== undefined && announced !== created.algorithm) {
    const [expected, actual] = [created.algorithm.toLowerCase(), announced.toLowerCase()];
    const message = `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`;
    throw new ServiceError('InvalidRequest', message);
  }
  return created;
}
