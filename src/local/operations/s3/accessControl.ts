import type { Answer } from '../../protocol/exchange.ts';
import { collect } from '../../protocol/limitedBody.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { Xml } from '../../protocol/xml.ts';
import type { S3Store } from '../../store/objects/index.ts';
import { owner, xmlAnswer } from './answers.ts';
import { objectOwnership } from './configurations/ownership.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { invalidArgument, notImplemented } from './refusals.ts';
import { requestVersion, versionHeader } from './versions.ts';

const grants = ['full-control', 'read', 'read-acp', 'write', 'write-acp'].map((right) => `x-amz-grant-${right}`);
export const aclHeaders = ['x-amz-acl', ...grants];

/** Canned ACLs that leave everything to the owner, who is the only user there is. */
const ofOwner = ['private', 'bucket-owner-read', 'bucket-owner-full-control'];
const ofOthers = ['public-read', 'public-read-write', 'authenticated-read', 'aws-exec-read', 'log-delivery-write'];

/**
 * Checks the access that a request wants to give to what it stores. A bucket has no ACLs unless it is told to (as on AWS since
 * 2023), and nobody else is ever let in.
 */
export function checkAcl({ header, bucket }: S3Request, store: S3Store): void {
  const acl = header('x-amz-acl');
  const granted = grants.find((name) => header(name) !== undefined);
  if (acl === undefined && granted === undefined) return;
  if (acl !== undefined && !ofOwner.includes(acl) && !ofOthers.includes(acl))
    throw invalidArgument('Argument "x-amz-acl" is not a canned ACL', 'x-amz-acl', acl);
  if (acl === 'bucket-owner-full-control' && granted === undefined) return;
  if (objectOwnership(store, bucket) === 'BucketOwnerEnforced')
    throw new ServiceError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  if (granted !== undefined) throw notImplemented(granted);
  if (acl !== undefined && !ofOwner.includes(acl)) throw notImplemented(`x-amz-acl: ${acl}`);
}

/** The same for a bucket that is made. */
export function checkBucketAcl({ header }: S3Request): void {
  const acl = header('x-amz-acl');
  if ((acl === undefined || acl === 'private') && grants.every((name) => header(name) === undefined)) return;
  const message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
  throw new ServiceError('InvalidBucketAclWithObjectOwnership', message);
}

export const getBucketAcl: S3Operation = {
  ...{ name: 'GetBucketAcl', method: 'GET', on: 'bucket', parameter: 'acl' },
  run: ({ bucket, context }, { buckets }) => {
    buckets.require(bucket);
    return aclAnswer(context.accountId);
  },
};

export const getObjectAcl: S3Operation = {
  ...{ name: 'GetObjectAcl', method: 'GET', on: 'object', parameter: 'acl', takes: ['versionid'] },
  run: (request, store) => {
    const { bucket, key, context } = request;
    const { version } = store.objects.get(bucket, key, requestVersion(request));
    const answer = aclAnswer(context.accountId);
    return { ...answer, headers: { ...answer.headers, ...versionHeader(store, bucket, version) } };
  },
};

export const putBucketAcl: S3Operation = {
  ...{ name: 'PutBucketAcl', method: 'PUT', on: 'bucket', parameter: 'acl', takes: aclHeaders },
  run: async (request, store) => {
    store.buckets.require(request.bucket);
    await checkNewAcl(request, store);
    return { status: 200 };
  },
};

export const putObjectAcl: S3Operation = {
  ...{ name: 'PutObjectAcl', method: 'PUT', on: 'object', parameter: 'acl', takes: [...aclHeaders, 'versionid'] },
  run: async (request, store) => {
    store.objects.get(request.bucket, request.key, requestVersion(request));
    await checkNewAcl(request, store);
    return { status: 200 };
  },
};

/** The only ACL that can be set is the one that is there. */
async function checkNewAcl(request: S3Request, store: S3Store): Promise<void> {
  checkAcl(request, store);
  const body = await collect(request.body.chunks(), 64 * 1024);
  if (body.length === 0) return;
  if (objectOwnership(store, request.bucket) === 'BucketOwnerEnforced')
    throw new ServiceError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  throw notImplemented('an AccessControlPolicy');
}

function aclAnswer(accountId: string): Answer {
  const [, identity] = owner('Owner', accountId);
  const type = { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xsi:type': 'CanonicalUser' };
  const grant: Xml = [
    'Grant',
    [
      ['Grantee', identity, type],
      ['Permission', 'FULL_CONTROL'],
    ],
  ];
  return xmlAnswer('AccessControlPolicy', [owner('Owner', accountId), ['AccessControlList', [grant]]]);
}
