import { ServiceError } from '../../protocol/serviceError.ts';
import type { ObjectProperties, ObjectRecord } from '../../store/objects/record.ts';
import { quoted, xmlAnswer } from './answers.ts';
import { copySource } from './copySource.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { encryptionHeaders, requestProperties } from './properties.ts';

export const copyObject: S3Operation = {
  name: 'CopyObject',
  method: 'PUT',
  on: 'object',
  withHeader: 'x-amz-copy-source',
  run: async (request, store) => {
    const { bucket, key, context } = request;
    store.objects.checkKey(bucket, key);
    const source = copySource(request, store);
    const properties = copiedProperties(request, source);
    const blobs = [];
    for (const blob of source.blobs) blobs.push(await store.blobs.duplicate(blob));
    const { etag, modified } = await store.objects.commit(
      { bucket, key, etag: source.etag, properties, blobs },
      { now: context.now },
    );
    const answer = xmlAnswer('CopyObjectResult', [
      ['ETag', quoted(etag)],
      ['LastModified', modified.toISOString()],
    ]);
    return { ...answer, headers: { ...answer.headers, ...encryptionHeaders(properties) } };
  },
};

function copiedProperties(request: S3Request, source: ObjectRecord): ObjectProperties {
  const replace = request.header('x-amz-metadata-directive') === 'REPLACE';
  const given = requestProperties(request);
  const encryption = encryptionHeaders(given);
  const itself = source.bucket === request.bucket && source.key === request.key;
  const storageClass = request.header('x-amz-storage-class');
  if (itself && !replace && Object.keys(encryption).length === 0 && storageClass === undefined) {
    throw new ServiceError(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const { headers, metadata, checksum } = source.properties;
  const tags = request.header('x-amz-tagging-directive') === 'REPLACE' ? given.tags : source.properties.tags;
  const copied = replace ? { ...given, tags } : { headers: { ...headers, ...encryption }, metadata, tags };
  return checksum === undefined ? copied : { ...copied, checksum };
}
