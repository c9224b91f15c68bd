import * as z from 'zod';
import { collect } from '../../../protocol/limitedBody.ts';
import { ServiceError } from '../../../protocol/serviceError.ts';
import { noContent } from '../answers.ts';
import { checkBody } from '../integrity.ts';
import type { S3Operation } from '../operation.ts';

const parameter = 'policy';
/** Bytes. */
const LIMIT = 20 * 1024;

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);
const principal = z.union([z.literal('*'), z.record(z.string(), oneOrMore)]);
const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: principal.optional(),
    NotPrincipal: principal.optional(),
    Action: oneOrMore.optional(),
    NotAction: oneOrMore.optional(),
    Resource: oneOrMore.optional(),
    NotResource: oneOrMore.optional(),
    Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  })
  .refine((one) => (one.Action === undefined) !== (one.NotAction === undefined))
  .refine((one) => (one.Resource === undefined) !== (one.NotResource === undefined))
  .refine((one) => (one.Principal === undefined) !== (one.NotPrincipal === undefined));
const document = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement, z.array(statement).min(1)]),
});

const getBucketPolicy: S3Operation = {
  ...{ name: 'GetBucketPolicy', method: 'GET', on: 'bucket', parameter },
  run: ({ bucket }, { buckets }) => {
    const body = buckets.configuration(bucket, parameter);
    if (body !== undefined) return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
    const details = { BucketName: bucket };
    throw new ServiceError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, details);
  },
};

const putBucketPolicy: S3Operation = {
  ...{ name: 'PutBucketPolicy', method: 'PUT', on: 'bucket', parameter },
  takes: ['x-amz-confirm-remove-self-bucket-access'],
  run: async (request, { buckets }) => {
    buckets.require(request.bucket);
    const body = await collect(request.body.chunks(), LIMIT);
    await checkBody(request, body);
    const policy = body.toString('utf8');
    checkPolicy(policy, request.bucket);
    buckets.configure(request.bucket, parameter, policy);
    return noContent;
  },
};

const deleteBucketPolicy: S3Operation = {
  ...{ name: 'DeleteBucketPolicy', method: 'DELETE', on: 'bucket', parameter },
  run: ({ bucket }, { buckets }) => {
    buckets.configure(bucket, parameter, undefined);
    return noContent;
  },
};

export const policy = [getBucketPolicy, putBucketPolicy, deleteBucketPolicy];

function checkPolicy(text: string, bucket: string): void {
  const malformed = (message: string) => new ServiceError('MalformedPolicy', message);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  const checked = document.safeParse(parsed);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    throw malformed(`Invalid policy syntax${place}.`);
  }
  const arn = `arn:aws:s3:::${bucket}`;
  const foreign = [checked.data.Statement]
    .flat()
    .flatMap(({ Resource = [] }) => Resource)
    .some((resource) => resource !== '*' && resource !== arn && !resource.startsWith(`${arn}/`));
  if (foreign) throw malformed('Policy has invalid resource');
}
