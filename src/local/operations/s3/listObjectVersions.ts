import { optional, type Xml } from '../../protocol/xml.ts';
import type { ObjectVersion } from '../../store/objects/record.ts';
import { checkVersionId } from '../../store/objects/versionId.ts';
import { owner, quoted, xmlAnswer } from './answers.ts';
import { keyEncoding, pageSize } from './keyEncoding.ts';
import { checksumKindXml, listingTakes } from './listObjectsV2.ts';
import type { S3Operation } from './operation.ts';
import { invalidArgument } from './refusals.ts';

export const listObjectVersions: S3Operation = {
  name: 'ListObjectVersions',
  method: 'GET',
  on: 'bucket',
  parameter: 'versions',
  takes: [...listingTakes, 'key-marker', 'version-id-marker'],
  run: (request, { buckets, versions }) => {
    const { bucket, query, context } = request;
    buckets.require(bucket);
    const { name: encoding, write } = keyEncoding(request);
    const [prefix, delimiter, after] = [query('prefix') ?? '', query('delimiter') ?? '', query('key-marker') ?? ''];
    const marker = query('version-id-marker');
    if (marker !== undefined && marker !== '' && after === '') {
      const message = 'A version-id marker cannot be specified without a key marker.';
      throw invalidArgument(message, 'version-id-marker', marker);
    }
    const afterVersion = marker === undefined || marker === '' ? undefined : checkVersionId(marker);
    const limit = pageSize(request, 'max-keys');
    const listing = versions.list({ bucket, prefix, delimiter, after, afterVersion, limit });
    return xmlAnswer('ListVersionsResult', [
      ['Name', bucket],
      ['Prefix', write(prefix)],
      ['KeyMarker', write(after)],
      ['VersionIdMarker', marker ?? ''],
      listing.next === undefined ? undefined : ['NextKeyMarker', write(listing.next.key)],
      optional('NextVersionIdMarker', listing.next?.version),
      ['MaxKeys', limit],
      delimiter === '' ? undefined : ['Delimiter', write(delimiter)],
      optional('EncodingType', encoding),
      ['IsTruncated', listing.next !== undefined],
      ...listing.versions.map((version) => versionXml(version, write, owner('Owner', context.accountId))),
      ...listing.commonPrefixes.map((common): Xml => ['CommonPrefixes', [['Prefix', write(common)]]]),
    ]);
  },
};

function versionXml(found: ObjectVersion, write: (key: string) => string, keyOwner: Xml): Xml {
  const { key, version, latest, modified, etag, size, storageClass } = found;
  const identity: Xml[] = [
    ['Key', write(key)],
    ['VersionId', version],
    ['IsLatest', latest],
    ['LastModified', modified.toISOString()],
  ];
  if (found.deleteMarker) return ['DeleteMarker', [...identity, keyOwner]];
  const content: Xml[] = [
    ['ETag', quoted(etag)],
    ['Size', size],
    ['StorageClass', storageClass],
  ];
  return ['Version', [...identity, ...content, ...checksumKindXml(found), keyOwner]];
}
