import { optional } from '../../protocol/xml.ts';
import { owner, xmlAnswer } from './answers.ts';
import { keyEncoding, pageSize } from './keyEncoding.ts';
import { listingEntries, listingTakes } from './listObjectsV2.ts';
import type { S3Operation } from './operation.ts';

export const listObjects: S3Operation = {
  name: 'ListObjects',
  method: 'GET',
  on: 'bucket',
  takes: [...listingTakes, 'marker'],
  run: (request, { buckets, listings }) => {
    const { bucket, query, context } = request;
    buckets.require(bucket);
    const { name: encoding, write } = keyEncoding(request);
    const [prefix, delimiter, marker] = [query('prefix') ?? '', query('delimiter') ?? '', query('marker') ?? ''];
    const limit = pageSize(request, 'max-keys');
    const listing = listings.list({ bucket, prefix, delimiter, after: marker, limit });
    return xmlAnswer('ListBucketResult', [
      ['Name', bucket],
      ['Prefix', write(prefix)],
      ['Marker', write(marker)],
      delimiter === '' ? undefined : ['Delimiter', write(delimiter)],
      ['MaxKeys', limit],
      optional('EncodingType', encoding),
      ['IsTruncated', listing.next !== undefined],
      delimiter === '' || listing.next === undefined ? undefined : ['NextMarker', write(listing.next)],
      ...listingEntries(listing, write, owner('Owner', context.accountId)),
    ]);
  },
};
