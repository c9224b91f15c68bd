import { createHash } from 'node:crypto';
import { ServiceError } from '../../protocol/serviceError.ts';
import { optional } from '../../protocol/xml.ts';
import type { BlobStore } from '../../store/objects/blobs.ts';
import { startChecksum } from '../../store/objects/checksums.ts';
import { isMultipart, type Checksum, type ObjectProperties, type ObjectRecord } from '../../store/objects/record.ts';
import { aclHeaders, checkAcl } from './accessControl.ts';
import { quoted, xmlAnswer } from './answers.ts';
import { writeCondition, writeConditionHeaders } from './conditions.ts';
import { copySource, copySourceHeader, copySourceHeaders } from './copySource.ts';
import { declaredAlgorithm } from './integrity.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { encryptionHeaders, propertyHeaders, requestOwnHeaders, requestProperties } from './properties.ts';
import { MAX_SIZE } from './putObject.ts';
import { invalidArgument } from './refusals.ts';
import { readTagHeader } from './tags.ts';
import { versionHeader } from './versions.ts';

export const copyObject: S3Operation = {
  name: 'CopyObject',
  method: 'PUT',
  on: 'object',
  withHeader: 'x-amz-copy-source',
  takes: [
    ...[...propertyHeaders, ...aclHeaders, ...writeConditionHeaders, ...copySourceHeaders],
    ...['x-amz-metadata-directive', 'x-amz-tagging-directive', 'x-amz-checksum-algorithm'],
  ],
  run: async (request, store) => {
    const { bucket, key, context } = request;
    store.objects.checkKey(bucket, key);
    checkAcl(request, store);
    const check = writeCondition(request);
    const source = copySource(request, store);
    if (source.size > MAX_SIZE) {
      const message = `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_SIZE}`;
      throw new ServiceError('InvalidRequest', message);
    }
    const properties = copiedProperties(request, source);
    const { etag: digest, checksum } = await digests(request, source, store.blobs);
    const blobs = [];
    for (const blob of source.blobs) blobs.push(await store.blobs.duplicate(blob));
    const withChecksum = checksum === undefined ? properties : { ...properties, checksum };
    const { etag, modified, version } = await store.objects.commit(
      { bucket, key, etag: digest, properties: withChecksum, blobs },
      { now: context.now, check },
    );
    const answer = xmlAnswer('CopyObjectResult', [
      ['ETag', quoted(etag)],
      ['LastModified', modified.toISOString()],
      optional('ChecksumType', checksum?.type),
      checksum === undefined ? undefined : [`Checksum${checksum.algorithm}`, checksum.value],
    ]);
    const headers = { ...encryptionHeaders(properties), ...versionHeader(store, bucket, version) };
    return { ...answer, headers: { ...answer.headers, ...headers, ...copySourceHeader(store, source) } };
  },
};

function copiedProperties(request: S3Request, source: ObjectRecord): ObjectProperties {
  const replace = directive(request, 'x-amz-metadata-directive') === 'REPLACE';
  const own = requestOwnHeaders(request);
  const itself = source.bucket === request.bucket && source.key === request.key;
  if (itself && source.latest && !replace && Object.keys(own).length === 0) {
    throw new ServiceError(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const replaceTags = directive(request, 'x-amz-tagging-directive') === 'REPLACE';
  const tags = replaceTags ? readTagHeader(request.header('x-amz-tagging')) : source.properties.tags;
  if (replace) return { ...requestProperties(request), tags };
  const { headers, metadata } = source.properties;
  // What begins with x-amz- belongs to the object that was copied.
  const content = Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-'));
  return { headers: { ...Object.fromEntries(content), ...own }, metadata, tags };
}

function directive({ header }: S3Request, name: string): 'COPY' | 'REPLACE' {
  const value = header(name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw invalidArgument(
    `Unknown ${name === 'x-amz-tagging-directive' ? 'tagging' : 'metadata'} directive.`,
    name,
    value,
  );
}

/** A copy is one piece, also of what was uploaded in parts: its ETag and checksum are those of all its bytes. */
async function digests(
  request: S3Request,
  source: ObjectRecord,
  blobs: BlobStore,
): Promise<{ etag: string; checksum: Checksum | undefined }> {
  const { checksum } = source.properties;
  const algorithm = declaredAlgorithm(request) ?? checksum?.algorithm;
  const same = algorithm === checksum?.algorithm && checksum?.type !== 'COMPOSITE';
  if (!isMultipart(source) && same) return { etag: source.etag, checksum };
  const md5 = createHash('md5');
  const running = algorithm === undefined ? undefined : startChecksum(algorithm);
  const content: AsyncIterable<Buffer> = blobs.read(source.blobs, 0, Infinity);
  for await (const chunk of content) {
    md5.update(chunk);
    running?.update(chunk);
  }
  const value = await running?.digest();
  const etag = md5.digest('hex');
  if (algorithm === undefined || value === undefined) return { etag, checksum: undefined };
  return { etag, checksum: { algorithm, type: 'FULL_OBJECT', value } };
}
