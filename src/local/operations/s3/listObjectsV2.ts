import { ServiceError } from '../../protocol/serviceError.ts';
import { optional, type Xml } from '../../protocol/xml.ts';
import type { Listing } from '../../store/objects/listing.ts';
import { owner, quoted, xmlAnswer } from './answers.ts';
import { keyEncoding, pageSize } from './keyEncoding.ts';
import type { S3Operation } from './operation.ts';

export const listObjectsV2: S3Operation = {
  name: 'ListObjectsV2',
  method: 'GET',
  on: 'bucket',
  parameter: 'list-type',
  run: (request, { buckets, listings }) => {
    const { bucket, query, context } = request;
    buckets.require(bucket);
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
    ...objects.map(({ key, modified, etag, size }): Xml => [
      'Contents',
      [
        ['Key', write(key)],
        ['LastModified', modified.toISOString()],
        ['ETag', quoted(etag)],
        ['Size', size],
        keyOwner,
        ['StorageClass', 'STANDARD'],
      ],
    ]),
    ...commonPrefixes.map((prefix): Xml => ['CommonPrefixes', [['Prefix', write(prefix)]]]),
  ];
}

function readToken(token: string): string {
  const key = Buffer.from(token, 'base64').toString('utf8');
  if (Buffer.from(key).toString('base64') === token && key !== '') return key;
  throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect');
}
