import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  ChecksumAlgorithm,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketWebsiteCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from 'vitest';
import { startBucket } from '../support/s3Bucket.ts';
import { signedFetch } from '../support/signedRequest.ts';

const Bucket = 'a-bucket';
const { server, s3, put, get, blobFiles } = await startBucket(Bucket);
afterAll(() => server.stop());

describe('buckets', () => {
  test('are made, found, listed and deleted', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'another-bucket' }));
    expect(await s3.send(new HeadBucketCommand({ Bucket: 'another-bucket' }))).toMatchObject({
      BucketRegion: 'us-east-1',
    });
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket, 'another-bucket']);
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeFalsy();
    await s3.send(new DeleteBucketCommand({ Bucket: 'another-bucket' }));
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'another-bucket' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  test("refuse what S3's refuse", async () => {
    await put('content');
    const refusals: [() => Promise<unknown>, string, number][] = [
      [() => s3.send(new CreateBucketCommand({ Bucket: 'UPPER' })), 'InvalidBucketName', 400],
      [() => s3.send(new DeleteBucketCommand({ Bucket })), 'BucketNotEmpty', 409],
      [() => s3.send(new PutObjectCommand({ Bucket: 'no-bucket', Key: 'k', Body: 'x' })), 'NoSuchBucket', 404],
      [() => s3.send(new ListObjectsV2Command({ Bucket: 'no-bucket' })), 'NoSuchBucket', 404],
      [() => s3.send(new ListObjectsV2Command({ Bucket, ExpectedBucketOwner: '123456789012' })), 'AccessDenied', 403],
      [() => s3.send(new GetBucketWebsiteCommand({ Bucket })), 'NotImplemented', 501],
    ];
    for (const [refused, name, httpStatusCode] of refusals) {
      await expect(refused()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    }
    await expect(s3.send(new GetBucketWebsiteCommand({ Bucket }))).rejects.toThrow('GetBucketWebsite');
  });

  test.each([
    ...['xn--bucket', 'sthree-bucket', 'amzn-s3-demo-bucket', 'bucket-s3alias', 'bucket--ol-s3', 'bucket.mrap'],
    ...['bucket--x-s3', 'bucket--table-s3', '192.168.0.1', 'two..dots', 'ab', 'a'.repeat(64), 'under_score'],
  ])('are not named %s', async (name) => {
    const made = signedFetch(server.client, { method: 'PUT', path: `/${name}` });
    expect(await (await made).text()).toContain('<Code>InvalidBucketName</Code>');
  });
});

describe('objects', () => {
  const strangeKeys = [
    'plain',
    'with spaces & + % # ? = signs',
    'größe/日本語/🙂',
    '../../../etc/passwd',
    'a/../b/./c',
    '/leading',
    'double//slash',
    'folder/',
    'folder',
    'folder/inner',
    '.',
    'quote"\'<xml>&amp;',
    'back\\slash:*|',
    'tab\tand\nnewline\r',
    'con',
    'x'.repeat(1024),
  ];
  test.each(strangeKeys.map((key) => [key]))('of the key %j can be stored, read, listed and deleted', async (Key) => {
    await put(Key);
    expect((await get(Key)).text).toBe(Key);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key, EncodingType: 'url' }));
    expect(decodeURIComponent(Contents?.[0]?.Key ?? '')).toBe(Key);
    const plain = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    expect(plain.Contents?.[0]?.Key).toBe(Key);
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
    await expect(get(Key)).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
  });

  test('of a key over 1024 bytes are refused', async () => {
    await expect(put('ü'.repeat(513))).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });

  test('keep what was said about them', async () => {
    const Key = 'described';
    const stored = await s3.send(
      new PutObjectCommand({
        ...{ Bucket, Key, Body: 'a,b\n', ContentType: 'text/csv', CacheControl: 'no-cache', Metadata: { room: '12' } },
        ...{
          ServerSideEncryption: 'AES256',
          StorageClass: 'STANDARD_IA',
          Tagging: 'team=stats&x=y%20z',
          ExpectedBucketOwner: '000000000000',
        },
      }),
    );
    expect(stored.ServerSideEncryption).toBe('AES256');
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({
      ...{ ContentType: 'text/csv', CacheControl: 'no-cache', Metadata: { room: '12' }, ContentLength: 4 },
      ...{ ETag: `"${createHash('md5').update('a,b\n').digest('hex')}"`, TagCount: 2 },
    });
  });

  test('answer ranges', async () => {
    await put('digits', '0123456789');
    expect(await get('digits', { Range: 'bytes=2-4' })).toMatchObject({ text: '234', ContentRange: 'bytes 2-4/10' });
    expect((await get('digits', { Range: 'bytes=7-' })).text).toBe('789');
    expect((await get('digits', { Range: 'bytes=-3' })).text).toBe('789');
    expect((await get('digits', { Range: 'bytes=8-100' })).text).toBe('89');
    await expect(get('digits', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  test('answer conditions', async () => {
    const { ETag } = await put('conditional', 'one');
    const yesterday = new Date(Date.now() - 86_400_000);
    const tomorrow = new Date(Date.now() + 86_400_000);
    expect((await get('conditional', { IfMatch: ETag, IfModifiedSince: yesterday })).text).toBe('one');
    for (const [condition, httpStatusCode] of [
      [{ IfMatch: '"other"' }, 412],
      [{ IfNoneMatch: ETag }, 304],
      [{ IfModifiedSince: tomorrow }, 304],
      [{ IfUnmodifiedSince: yesterday }, 412],
    ] as const) {
      await expect(get('conditional', condition)).rejects.toMatchObject({ $metadata: { httpStatusCode } });
    }
    const unchanged = await signedFetch(server.client, {
      ...{ method: 'GET', path: `/${Bucket}/conditional`, headers: { 'if-none-match': ETag ?? '' } },
    });
    expect([unchanged.status, unchanged.headers.get('etag')]).toEqual([304, ETag]);
    expect(unchanged.headers.get('last-modified')).toMatch(/ GMT$/);
    const changed = { 'if-range': '"other"', range: 'bytes=0-0' };
    const whole = await signedFetch(server.client, { method: 'GET', path: `/${Bucket}/conditional`, headers: changed });
    expect([whole.status, await whole.text()]).toEqual([200, 'one']);
    const overwrite = new PutObjectCommand({ Bucket, Key: 'conditional', Body: 'two', IfNoneMatch: '*' });
    await expect(s3.send(overwrite)).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect((await get('conditional')).text).toBe('one');
  });

  test('are copied with their properties or new ones', async () => {
    const Key = 'a copy';
    await s3.send(new PutObjectCommand({ Bucket, Key: 'ori ginal/ü', Body: 'content', ContentType: 'text/plain' }));
    const CopySource = `${Bucket}/${encodeURIComponent('ori ginal/ü')}`;
    const { CopyObjectResult } = await s3.send(new CopyObjectCommand({ Bucket, Key, CopySource }));
    expect(CopyObjectResult?.ETag).toBe(`"${createHash('md5').update('content').digest('hex')}"`);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'ori ginal/ü' }));
    expect(await get(Key)).toMatchObject({ text: 'content', ContentType: 'text/plain' });
    await expect(s3.send(new CopyObjectCommand({ Bucket, Key, CopySource }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    const self = { Bucket, Key, CopySource: `${Bucket}/a%20copy` };
    await expect(s3.send(new CopyObjectCommand(self))).rejects.toMatchObject({ name: 'InvalidRequest' });
    await s3.send(new CopyObjectCommand({ ...self, MetadataDirective: 'REPLACE', ContentType: 'text/csv' }));
    expect(await get(Key)).toMatchObject({ text: 'content', ContentType: 'text/csv' });
  });

  test('whose upload breaks off leave nothing', async () => {
    const before = await blobFiles();
    const body = new Readable({ read: () => undefined });
    body.push(randomBytes(3_000_000));
    const abort = new AbortController();
    const command = new PutObjectCommand({ Bucket, Key: 'broken-off', Body: body, ContentLength: 50_000_000 });
    const sent = s3.send(command, { abortSignal: abort.signal });
    await expect.poll(async () => (await blobFiles()).length).toBe(before.length + 1);
    abort.abort();
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(blobFiles).toEqual(before);
    await expect(get('broken-off')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('may be forms', async () => {
    const form = { Bucket, Key: 'form', Body: 'Action=none', ContentType: 'application/x-www-form-urlencoded' };
    await s3.send(new PutObjectCommand(form));
    expect(await get('form')).toMatchObject({ text: 'Action=none', ContentType: form.ContentType });
  });

  test('being read stay whole when they are replaced meanwhile', async () => {
    const before = randomBytes(8_000_000);
    await put('replaced', before);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'replaced' }));
    await put('replaced', 'after');
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(before)).toBe(true);
    expect((await get('replaced')).text).toBe('after');
  });
});

describe('checksums', () => {
  test.each(Object.values(ChecksumAlgorithm).filter((name) => /CRC|SHA1|SHA256/.test(name)))(
    'of the kind %s are verified and answered',
    async (algorithm) => {
      const Key = `sum-${algorithm}`;
      const name = `Checksum${algorithm}`;
      const stored = await s3.send(
        new PutObjectCommand({ Bucket, Key, Body: 'some data', ChecksumAlgorithm: algorithm }),
      );
      const value = Reflect.get(stored, name) as unknown;
      expect(value).toEqual(expect.any(String));
      expect(await get(Key, { ChecksumMode: 'ENABLED' })).toMatchObject({ [name]: value, text: 'some data' });
      const wrong = new PutObjectCommand({ Bucket, Key, Body: 'other data', [name]: value });
      await expect(s3.send(wrong)).rejects.toMatchObject({ name: 'BadDigest' });
      expect((await get(Key)).text).toBe('some data');
    },
  );

  test('in Content-MD5 are verified', async () => {
    const ContentMD5 = createHash('md5').update('right').digest('base64');
    const command = (Body: string) => new PutObjectCommand({ Bucket, Key: 'md5', Body, ContentMD5 });
    await s3.send(command('right'));
    await expect(s3.send(command('wrong'))).rejects.toMatchObject({ name: 'BadDigest' });
  });
});

describe('listing', () => {
  test('pages through 2,500 keys in byte order', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'many' }));
    const keys = Array.from({ length: 2500 }, (_, index) => `k/${index % 7 === 0 ? 'ü' : '~'}${index}`);
    for (let start = 0; start < keys.length; start += 100) {
      await Promise.all(
        keys.slice(start, start + 100).map((Key) => s3.send(new PutObjectCommand({ Bucket: 'many', Key, Body: '' }))),
      );
    }
    const pages: number[] = [];
    const listed: string[] = [];
    for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: 'many', Prefix: 'k/' })) {
      pages.push(page.KeyCount ?? 0);
      listed.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
    }
    expect(pages).toEqual([1000, 1000, 500]);
    expect(listed).toEqual(keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  });

  test('folds keys at the delimiter, over pages too', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'tree' }));
    const keys = ['a', 'b/1', 'b/2', 'b0', 'c/d/1', 'c/e', 'f/', 'ü/1'];
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: 'tree', Key, Body: '' }));
    const pages: string[][] = [];
    for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: 'tree', Delimiter: '/', MaxKeys: 2 })) {
      const folders = (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? '');
      pages.push([...(page.Contents ?? []).map(({ Key }) => Key ?? ''), ...folders]);
    }
    expect(pages).toEqual([
      ['a', 'b/'],
      ['b0', 'c/'],
      ['f/', 'ü/'],
    ]);
    const below = await s3.send(
      new ListObjectsV2Command({ Bucket: 'tree', Delimiter: '/', Prefix: 'c/', FetchOwner: true }),
    );
    expect(below.CommonPrefixes).toEqual([{ Prefix: 'c/d/' }]);
    expect(below.Contents).toMatchObject([{ Key: 'c/e', Owner: { ID: '000000000000' } }]);
    const after = await s3.send(new ListObjectsV2Command({ Bucket: 'tree', StartAfter: 'c/d/1' }));
    expect(after.Contents?.map(({ Key }) => Key)).toEqual(['c/e', 'f/', 'ü/1']);
    const first = await s3.send(new ListObjectsCommand({ Bucket: 'tree', Delimiter: '/', MaxKeys: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'b/' });
    const second = await s3.send(new ListObjectsCommand({ Bucket: 'tree', Delimiter: '/', Marker: first.NextMarker }));
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['b0']);
  });

  test('of no keys at all ends at once', async () => {
    await put('listed');
    const none = { Bucket, MaxKeys: 0 };
    const second = await s3.send(new ListObjectsV2Command(none));
    expect(second).toMatchObject({ KeyCount: 0, MaxKeys: 0, IsTruncated: false });
    expect(second.NextContinuationToken).toBeUndefined();
    expect(await s3.send(new ListObjectsCommand({ ...none, Delimiter: '/' }))).toMatchObject({ IsTruncated: false });
  });
});
