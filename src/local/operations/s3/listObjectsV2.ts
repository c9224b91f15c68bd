import { ServiceError } from '../../protocol/serviceError.ts';
import { optional, type Xml } from '../../protocol/xml.ts';
import type { Listing } from '../../store/objects/listing.ts';
import type { ObjectSummary } from '../../store/objects/record.ts';
import { owner, quoted, xmlAnswer } from './answers.ts';
import { keyEncoding, pageSize } from './keyEncoding.ts';
import type { S3Operation } from './operation.ts';
import { invalidArgument } from './refusals.ts';

/** What every listing of objects takes. */
export const listingTakes = ['prefix', 'delimiter', 'encoding-type', 'max-keys', 'x-amz-optional-object-attributes'];

export const listObjectsV2: S3Operation = {
  name: 'ListObjectsV2',
  method: 'GET',
  on: 'bucket',
  parameter: 'list-type',
  takes: [...listingTakes, 'continuation-token', 'start-after', 'fetch-owner'],
  run: (request, { buckets, listings }) => {
    const { bucket, query, context } = request;
    buckets.require(bucket);
    const version = query('list-type') ?? '';
    if (version !== '2') throw invalidArgument('Invalid List Type specified in Request', 'list-type', version);
    const { name: encoding, write } = keyEncoding(request);
    const [prefix, delimiter, startAfter] = [query('prefix') ?? '', query('delimiter') ?? '', query('start-after')];
    const limit = pageSize(request, 'max-keys');
    const token = query('continuation-token');
    const after = token === undefined ? (startAfter ?? '') : readToken(token);
    const listing = listings.list({ bucket, prefix, delimiter, after, limit });
    const keyOwner = query('fetch-owner') === 'true' ? owner('Owner', context.accountId) : undefined;
    return xmlAnswer('ListBucketResult', [
      ['Name', bucket],
      ['Prefix', write(prefix)],
      delimiter === '' ? undefined : ['Delimiter', write(delimiter)],
      ['MaxKeys', limit],
      optional('EncodingType', encoding),
      ['KeyCount', listing.objects.length + listing.commonPrefixes.length],
      ['IsTruncated', listing.next !== undefined],
      optional('ContinuationToken', token),
      listing.next === undefined ? undefined : ['NextContinuationToken', Buffer.from(listing.next).toString('base64')],
      startAfter === undefined ? undefined : ['StartAfter', write(startAfter)],
      ...listingEntries(listing, write, keyOwner),
    ]);
  },
};

/** The objects and common prefixes of a listing, as both versions of it write them. */
export function listingEntries(
  { objects, commonPrefixes }: Listing,
  write: (key: string) => string,
  keyOwner: Xml | undefined,
): Xml[] {
  return [
    ...objects.map((object): Xml => [
      'Contents',
      [
        ['Key', write(object.key)],
        ['LastModified', object.modified.toISOString()],
        ['ETag', quoted(object.etag)],
        ...checksumKindXml(object),
        ['Size', object.size],
        keyOwner,
        ['StorageClass', object.storageClass],
      ],
    ]),
    ...commonPrefixes.map((prefix): Xml => ['CommonPrefixes', [['Prefix', write(prefix)]]]),
  ];
}

/** Which checksum an object has; its value is asked for by itself. */
export function checksumKindXml({ checksum }: ObjectSummary): Xml[] {
  if (checksum === undefined) return [];
  return [
    ['ChecksumAlgorithm', checksum.algorithm],
    ['ChecksumType', checksum.type],
  ];
}

export function readToken(token: string): string {
  const key = Buffer.from(token, 'base64').toString('utf8');
  if (Buffer.from(key).toString('base64') === token && key !== '') return key;
  throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect');
}
