// What a client asks for is done or refused: nothing of it is dropped in silence.
import { createHash } from 'node:crypto';
import * as sdk from '@aws-sdk/client-s3';
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, describe, expect, test } from 'vitest';
import { operations } from '../../src/local/operations/s3/router.ts';
import { startBucket } from '../support/s3Bucket.ts';
import { signedFetch, type RawRequest } from '../support/signedRequest.ts';

const Bucket = 'a-bucket';
const { server, s3, put, get } = await startBucket(Bucket);
afterAll(() => server.stop());
const send = (request: RawRequest) => signedFetch(server.client, request);

describe('what AWS has and Local has not', () => {
  /** Headers and query parameters of an operation's input in AWS's own model, as the SDK carries it. */
  function membersOf(name: string): { headers: string[]; queries: string[] } {
    const operation = Reflect.get(sdk, `${name}$`) as unknown[];
    const input = operation[4] as () => unknown[];
    const members = (input()[5] as unknown[]).map((member) =>
      Array.isArray(member) ? (member.at(-1) as unknown) : {},
    );
    const named = (trait: string) =>
      members.flatMap((traits) => {
        const value: unknown = typeof traits === 'object' && traits !== null ? Reflect.get(traits, trait) : undefined;
        return typeof value === 'string' ? [value.toLowerCase()] : [];
      });
    return { headers: named('httpHeader'), queries: named('httpQuery') };
  }

  /** Bound to content, checksums and the owner, which other tests look at. */
  const elsewhere =
    /^(content-|cache-control|expires|range$|x-amz-(sdk-)?checksum|x-amz-expected-|x-amz-request-payer)/;

  test.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s refuses every header and parameter that it does not act upon',
    async (name, { method, on, parameter, withHeader, takes = [] }) => {
      const { headers, queries } = membersOf(name);
      const taken = (asked: string) =>
        takes.includes(asked) || asked === parameter?.toLowerCase() || asked === withHeader;
      const path = on === 'service' ? '/' : on === 'bucket' ? `/${Bucket}` : `/${Bucket}/untouched`;
      const query: Record<string, string> = parameter === undefined ? {} : { [parameter]: '' };
      const own: Record<string, string> = withHeader === undefined ? {} : { [withHeader]: `${Bucket}/untouched` };
      for (const asked of headers.filter((each) => !elsewhere.test(each) && !taken(each))) {
        const { status, headers: answered } = await send({ method, path, query, headers: { ...own, [asked]: 'x' } });
        expect([asked, status, answered.has('etag')]).toEqual([asked, 501, false]);
      }
      const others = ['unknown', ...queries.filter((each) => !taken(each))];
      for (const asked of others) {
        const { status } = await send({ method, path, query: { ...query, [asked]: 'x' }, headers: own });
        expect([asked, status]).toEqual([asked, 501]);
      }
    },
  );

  test.each([
    'abac',
    'annotation',
    'legal-hold',
    'retention',
    'restore',
    'torrent',
    'renameObject',
    'select',
    'website',
  ])('an object and its sub-resource %s are two things', async (subresource) => {
    await put('whole', 'content');
    for (const method of ['GET', 'PUT', 'POST', 'DELETE']) {
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: '<X/>' };
      const { status } = await send({ method, path: `/${Bucket}/whole`, query: { [subresource]: '' }, ...body });
      expect([method, status]).toEqual([method, 501]);
    }
    expect((await get('whole')).text).toBe('content');
  });
});

describe('an object is not stored otherwise than it was asked for', () => {
  const tagged = (count: number) => Array.from({ length: count }, (_, index) => `k${index}=v`).join('&');
  const cases: [string, Partial<PutObjectCommandInput>, string][] = [
    ['a lock', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: new Date() }, 'NotImplemented'],
    ['a legal hold', { ObjectLockLegalHoldStatus: 'ON' }, 'NotImplemented'],
    ['a public ACL', { ACL: 'public-read' }, 'AccessControlListNotSupported'],
    ['a grant', { GrantRead: 'uri=http://acs.amazonaws.com/groups/global/AllUsers' }, 'AccessControlListNotSupported'],
    ['a key of KMS', { ServerSideEncryption: 'aws:kms' }, 'NotImplemented'],
    ['that key by its id', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'k' }, 'NotImplemented'],
    ["the customer's key", { SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'k'.repeat(32) }, 'NotImplemented'],
    ['metadata over 2 KB', { Metadata: { long: 'x'.repeat(2045) } }, 'MetadataTooLarge'],
    ['an archive', { StorageClass: 'DEEP_ARCHIVE' }, 'NotImplemented'],
    ['no storage class of S3', { StorageClass: 'SNOW' }, 'InvalidStorageClass'],
    ['a redirect to nowhere', { WebsiteRedirectLocation: 'page' }, 'InvalidRedirectLocation'],
    ['an offset', { WriteOffsetBytes: 3 }, 'NotImplemented'],
    ['a checksum that Local cannot make', { ChecksumXXHASH64: 'AAAAAAAAAAA=' }, 'NotImplemented'],
    ['11 tags', { Tagging: tagged(11) }, 'BadRequest'],
    ['a tag twice', { Tagging: 'a=1&a=2' }, 'InvalidArgument'],
    ['a tag of AWS', { Tagging: 'aws:x=1' }, 'InvalidTag'],
    ['a tag with a bad character', { Tagging: 'a%3Cb=1' }, 'InvalidTag'],
    ['a tag that is too long', { Tagging: `k=${'v'.repeat(257)}` }, 'InvalidTag'],
    ['the condition that another is there', { IfNoneMatch: '"etag"' }, 'NotImplemented'],
    ['the condition that this is there', { IfMatch: '"etag"' }, 'NoSuchKey'],
  ];
  test.each(cases)('with %s', async (_, asked, name) => {
    const refused = { Bucket, Key: 'refused', ...asked };
    await expect(s3.send(new PutObjectCommand({ ...refused, Body: 'x' }))).rejects.toMatchObject({ name });
    await expect(get('refused')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put('source');
    const { IfMatch, IfNoneMatch, WriteOffsetBytes, ChecksumXXHASH64, ...of } = refused;
    if (WriteOffsetBytes !== undefined || ChecksumXXHASH64 !== undefined) return;
    const replaced = { MetadataDirective: 'REPLACE', TaggingDirective: 'REPLACE' } as const;
    const copy = { ...of, ...replaced, CopySource: `${Bucket}/source`, IfMatch, IfNoneMatch };
    await expect(s3.send(new CopyObjectCommand(copy))).rejects.toMatchObject({ name });
    await expect(get('refused')).rejects.toMatchObject({ name: 'NoSuchKey' });
    if (IfMatch === undefined && IfNoneMatch === undefined)
      await expect(s3.send(new CreateMultipartUploadCommand(of))).rejects.toMatchObject({ name });
  });

  test('and what leaves everything to the owner is no demand', async () => {
    await s3.send(
      new PutObjectCommand({
        ...{ Bucket, Key: 'owned', Body: 'x', ACL: 'bucket-owner-full-control', Metadata: { long: 'x'.repeat(2044) } },
        ...{ StorageClass: 'GLACIER_IR', WebsiteRedirectLocation: '/page', BucketKeyEnabled: false },
      }),
    );
    expect(await get('owned')).toMatchObject({ StorageClass: 'GLACIER_IR', WebsiteRedirectLocation: '/page' });
  });
});

test('a deletion keeps to its condition, alone and among many', async () => {
  const { ETag } = await put('guarded', 'one');
  const remove = (Key: string, IfMatch?: string) => s3.send(new DeleteObjectCommand({ Bucket, Key, IfMatch }));
  await expect(remove('guarded', '"other"')).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await expect(remove('not-there', ETag)).rejects.toMatchObject({ name: 'NoSuchKey' });
  const Objects = [{ Key: 'guarded', ETag: '"other"' }, { Key: 'not-there' }, { Key: 'guarded', ETag: '"another"' }];
  const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([
    ['guarded', 'PreconditionFailed'],
    ['guarded', 'PreconditionFailed'],
  ]);
  expect(Deleted).toEqual([{ Key: 'not-there' }]);
  expect((await get('guarded')).text).toBe('one');
  const bySize = { Objects: [{ Key: 'guarded', Size: 99 }] };
  await expect(s3.send(new DeleteObjectsCommand({ Bucket, Delete: bySize }))).rejects.toMatchObject({
    name: 'NotImplemented',
  });
  await remove('guarded', ETag);
  await expect(get('guarded')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a copy keeps to the conditions of its target, and leaves class and redirect of its source behind', async () => {
  const { ETag } = await put('target', 'old');
  const described = {
    StorageClass: 'STANDARD_IA',
    WebsiteRedirectLocation: '/there',
    CacheControl: 'no-store',
  } as const;
  await s3.send(new PutObjectCommand({ Bucket, Key: 'origin', Body: 'new', ...described }));
  const copy = (more: object) =>
    s3.send(new CopyObjectCommand({ Bucket, Key: 'target', CopySource: `${Bucket}/origin`, ...more }));
  await expect(copy({ IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await expect(copy({ IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await expect(copy({ MetadataDirective: 'KEEP' })).rejects.toMatchObject({ name: 'InvalidArgument' });
  expect((await get('target')).text).toBe('old');
  const { CopyObjectResult } = await copy({ IfMatch: ETag, ChecksumAlgorithm: 'SHA256' });
  expect(CopyObjectResult?.ChecksumSHA256).toBe(createHash('sha256').update('new').digest('base64'));
  const copied = await get('target', { ChecksumMode: 'ENABLED' });
  expect(copied).toMatchObject({
    text: 'new',
    CacheControl: 'no-store',
    ChecksumSHA256: CopyObjectResult?.ChecksumSHA256,
  });
  expect([copied.StorageClass, copied.WebsiteRedirectLocation]).toEqual([undefined, undefined]);
});

test('tags of an object are replaced whole or not at all', async () => {
  await put('tags');
  const set = (TagSet: { Key: string; Value: string }[]) =>
    s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tags', Tagging: { TagSet } }));
  await set([{ Key: 'Größe +-=._:/@', Value: '' }]);
  for (const [TagSet, name] of [
    [Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' })), 'BadRequest'],
    [
      [
        { Key: 'twice', Value: '1' },
        { Key: 'twice', Value: '2' },
      ],
      'InvalidTag',
    ],
    [[{ Key: 'k'.repeat(129), Value: '' }], 'InvalidTag'],
  ] as const) {
    await expect(set([...TagSet])).rejects.toMatchObject({ name });
  }
  const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tags' }));
  expect(TagSet).toEqual([{ Key: 'Größe +-=._:/@', Value: '' }]);
});

test('what a presigned URL says of an object is said as in headers', async () => {
  const Key = 'by-url';
  const input = { Bucket, Key, Metadata: { room: '12' }, Tagging: 'a=b', StorageClass: 'STANDARD_IA' } as const;
  const url = await getSignedUrl(s3, new PutObjectCommand(input));
  expect((await fetch(url, { method: 'PUT', body: 'by URL' })).status).toBe(200);
  expect(await get(Key)).toMatchObject({
    ...{ text: 'by URL', Metadata: { room: '12' }, StorageClass: 'STANDARD_IA', TagCount: 1 },
  });
  const locked = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'locked', ObjectLockMode: 'COMPLIANCE' }));
  expect((await fetch(locked, { method: 'PUT', body: 'x' })).status).toBe(501);
});
