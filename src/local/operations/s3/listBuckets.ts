import { owner, xmlAnswer } from './answers.ts';
import type { S3Operation } from './operation.ts';

export const listBuckets: S3Operation = {
  name: 'ListBuckets',
  method: 'GET',
  on: 'service',
  run: ({ context, query }, { buckets }) => {
    const prefix = query('prefix') ?? '';
    const found = buckets.list().filter(({ name }) => name.startsWith(prefix));
    return xmlAnswer('ListAllMyBucketsResult', [
      owner('Owner', context.accountId),
      [
        'Buckets',
        found.map(({ name, created }) => [
          'Bucket',
          [
            ['Name', name],
            ['CreationDate', created.toISOString()],
          ],
        ]),
      ],
    ]);
  },
};
