import { expect, test } from 'vitest';
import { bucketInHost, isAwsName } from '../../../../src/local/protocol/awsHosts.ts';

test.each([
  ['s3.amazonaws.com', ''],
  ['s3.us-west-2.amazonaws.com', ''],
  ['s3-eu-west-1.amazonaws.com', ''],
  ['127.0.0.1:1234', ''],
  ['data.s3.amazonaws.com', 'data'],
  ['data.s3.us-west-2.amazonaws.com:443', 'data'],
  ['a.b.c.s3.dualstack.us-gov-east-1.amazonaws.com', 'a.b.c'],
  ['data.s3-fips.us-east-2.amazonaws.com', 'data'],
  ['data.s3-accelerate.amazonaws.com', 'data'],
  ['s3.s3.cn-north-1.amazonaws.com.cn', 's3'],
  ['000000000000.s3-control.us-west-2.amazonaws.com', undefined],
  ['data.s3-website-us-east-1.amazonaws.com', undefined],
  ['sts.us-west-2.amazonaws.com', undefined],
])('the bucket in %s is %j', (host, bucket) => {
  expect(bucketInHost(host)).toBe(bucket);
});

test('names that only look like AWS’s are not', () => {
  const names = [
    'amazonaws.com.example.org',
    'notamazonaws.com',
    'aws.amazon.com',
    'amazonaws.com',
    'STS.amazonaws.com.',
  ];
  expect(names.map(isAwsName)).toEqual([false, false, false, true, true]);
});
