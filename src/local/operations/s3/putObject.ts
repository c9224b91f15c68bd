import { ServiceError } from '../../protocol/serviceError.ts';
import type { BlobStore } from '../../store/objects/blobs.ts';
import type { S3Store } from '../../store/objects/index.ts';
import type { Blob } from '../../store/objects/record.ts';
import { aclHeaders, checkAcl } from './accessControl.ts';
import { quoted } from './answers.ts';
import { writeCondition, writeConditionHeaders } from './conditions.ts';
import { Integrity, type Digests, type IntegrityOptions } from './integrity.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { checksumHeaders, encryptionHeaders, propertyHeaders, requestProperties } from './properties.ts';
import { versionHeader } from './versions.ts';

/** Bytes that one request can store. */
export const MAX_SIZE = 5 * 1024 ** 3;

export const putObject: S3Operation = {
  name: 'PutObject',
  method: 'PUT',
  on: 'object',
  takes: [...propertyHeaders, ...aclHeaders, ...writeConditionHeaders],
  run: async (request, store) => {
    const { bucket, key, context } = request;
    store.objects.checkKey(bucket, key);
    checkAcl(request, store);
    const check = writeCondition(request);
    check(store.objects.find(bucket, key));
    const properties = requestProperties(request);
    const { blob, etag, checksum } = await receiveBlob(request, store);
    const withChecksum = checksum === undefined ? properties : { ...properties, checksum };
    const { version } = await store.objects.commit(
      { bucket, key, etag, properties: withChecksum, blobs: [blob] },
      { now: context.now, check },
    );
    const headers = {
      ETag: quoted(etag),
      ...encryptionHeaders(properties),
      ...checksumHeaders(withChecksum),
      ...versionHeader(store, bucket, version),
    };
    return { status: 200, headers };
  },
};

/** Writes the request's body to a blob and checks it. Nothing remains of a body that is not as announced. */
export async function receiveBlob(
  request: S3Request,
  { blobs }: S3Store,
  options?: IntegrityOptions,
): Promise<Digests & { blob: Blob }> {
  if (Number(request.header('content-length') ?? 0) > MAX_SIZE) {
    const details = { MaxSizeAllowed: String(MAX_SIZE) };
    throw new ServiceError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, details);
  }
  return writeBlob(request, blobs, request.body.chunks(), options);
}

/** Writes content to a blob and checks it against what the request says of it. */
export async function writeBlob(
  request: S3Request,
  blobs: BlobStore,
  content: AsyncIterable<Uint8Array>,
  options?: IntegrityOptions,
): Promise<Digests & { blob: Blob }> {
  const integrity = new Integrity(request, options);
  const { blob, md5 } = await blobs.write(content, (chunk) => {
    integrity.update(chunk);
  });
  try {
    return { blob, ...(await integrity.finish(md5)) };
  } catch (error) {
    await blobs.remove([blob]);
    throw error;
  }
}
