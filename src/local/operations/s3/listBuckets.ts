import { owner, xmlAnswer } from './answers.ts';
import { readToken } from './listObjectsV2.ts';
import type { S3Operation } from './operation.ts';
import { invalidArgument } from './refusals.ts';

const MOST_BUCKETS = 10_000;

export const listBuckets: S3Operation = {
  name: 'ListBuckets',
  method: 'GET',
  on: 'service',
  takes: ['prefix', 'bucket-region', 'max-buckets', 'continuation-token'],
  run: ({ context, query }, { buckets }) => {
    const [prefix, region, token] = [query('prefix') ?? '', query('bucket-region'), query('continuation-token')];
    const limit = Number(query('max-buckets') ?? MOST_BUCKETS);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_BUCKETS) {
      const message = `Argument max-buckets must be an integer between 1 and ${MOST_BUCKETS}`;
      throw invalidArgument(message, 'max-buckets', query('max-buckets') ?? '');
    }
    const after = token === undefined ? '' : readToken(token);
    const found = buckets
      .list()
      .filter(({ name }) => name.startsWith(prefix) && name > after)
      .filter((bucket) => region === undefined || region === '' || bucket.region === region);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return xmlAnswer('ListAllMyBucketsResult', [
      owner('Owner', context.accountId),
      [
        'Buckets',
        page.map(({ name, created, region: own }) => [
          'Bucket',
          [
            ['Name', name],
            ['CreationDate', created.toISOString()],
            ['BucketRegion', own],
            ['BucketArn', `arn:aws:s3:::${name}`],
          ],
        ]),
      ],
      prefix === '' ? undefined : ['Prefix', prefix],
      last === undefined ? undefined : ['ContinuationToken', Buffer.from(last.name).toString('base64')],
    ]);
  },
};
