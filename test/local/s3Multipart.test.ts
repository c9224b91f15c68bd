import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
  type CompleteMultipartUploadCommandInput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, describe, expect, test } from 'vitest';
import { startBucket } from '../support/s3Bucket.ts';

const Bucket = 'a-bucket';
const { server, s3, put, get, blobFiles } = await startBucket(Bucket);
afterAll(() => server.stop());

describe('multipart uploads', () => {
  const [five, tail] = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('tail')];
  const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();
  const etagOfParts = (parts: Buffer[]) => `${md5(Buffer.concat(parts.map(md5))).toString('hex')}-${parts.length}`;
  const crc = (bytes: Buffer) => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(crc32(bytes));
    return value.toString('base64');
  };

  test('of 200 MB come back as they went', async () => {
    const megabyte = randomBytes(1024 * 1024);
    const hash = createHash('sha256');
    async function* content() {
      for (let index = 0; index < 200; index++) {
        megabyte.writeUInt32LE(index);
        hash.update(megabyte);
        yield await Promise.resolve(Buffer.from(megabyte));
      }
    }
    const params = { Bucket, Key: 'large', Body: Readable.from(content()) };
    const result = await new Upload({ client: s3, params, partSize: 8 * 1024 * 1024 }).done();
    expect(result.ETag).toMatch(/^"[0-9a-f]{32}-25"$/);
    const { Body, ContentLength } = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
    expect(ContentLength).toBe(200 * 1024 * 1024);
    const received = createHash('sha256');
    for await (const chunk of Body as AsyncIterable<Uint8Array>) received.update(chunk);
    expect(received.digest('hex')).toBe(hash.digest('hex'));
    const over = { Range: `bytes=${8 * 1024 * 1024 - 2}-${8 * 1024 * 1024 + 5}` };
    expect((await get('large', over)).ContentLength).toBe(8);
  });

  test('are listed, completed in order, aborted, and copied from parts', async () => {
    const Key = 'parts';
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/plain' }));
    const upload = { Bucket, Key, UploadId };
    const { ETag: first } = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: five }));
    await put('source', 'xx-tail-xx');
    const { CopyPartResult } = await s3.send(
      new UploadPartCopyCommand({
        ...upload,
        PartNumber: 3,
        CopySource: `${Bucket}/source`,
        CopySourceRange: 'bytes=3-6',
      }),
    );
    const listed = await s3.send(new ListPartsCommand(upload));
    expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, five.length],
      [3, 4],
    ]);
    const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads?.map((found) => found.UploadId)).toEqual([UploadId]);
    await expect(get(Key)).rejects.toMatchObject({ name: 'NoSuchKey' });
    const complete = (...Parts: [number, string | undefined][]) => {
      const parts = Parts.map(([PartNumber, ETag]) => ({ PartNumber, ETag }));
      return s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }));
    };
    const last = CopyPartResult?.ETag;
    await expect(complete([3, last], [1, first])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete([1, last])).rejects.toMatchObject({ name: 'InvalidPart' });
    const completed = await complete([1, first], [3, last]);
    expect(completed.ETag).toBe(`"${etagOfParts([five, tail])}"`);
    expect(await get(Key)).toMatchObject({ ContentType: 'text/plain', text: `${five.toString()}tail` });
    expect((await get(Key, { PartNumber: 2 })).text).toBe('tail');
    await expect(s3.send(new AbortMultipartUploadCommand(upload))).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  test.each([
    ['FULL_OBJECT', crc(Buffer.concat([five, tail]))],
    ['COMPOSITE', `${crc(Buffer.concat([five, tail].map((part) => Buffer.from(crc(part), 'base64'))))}-2`],
  ] as const)('are checked as a whole against a checksum of the type %s', async (ChecksumType, whole) => {
    const Key = `whole-${ChecksumType}`;
    const created = new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32', ChecksumType });
    const upload = { Bucket, Key, UploadId: (await s3.send(created)).UploadId };
    const Parts: CompletedPart[] = [];
    for (const [index, Body] of [five, tail].entries()) {
      const PartNumber = index + 1;
      const { ETag } = await s3.send(
        new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumAlgorithm: 'CRC32' }),
      );
      Parts.push({ PartNumber, ETag, ChecksumCRC32: crc(Body) });
    }
    const complete = (more: Partial<CompleteMultipartUploadCommandInput>) =>
      s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }));
    await expect(complete({ ChecksumCRC32: crc(tail), ChecksumType })).rejects.toMatchObject({ name: 'BadDigest' });
    const otherType = ChecksumType === 'COMPOSITE' ? 'FULL_OBJECT' : 'COMPOSITE';
    await expect(complete({ ChecksumCRC32: whole, ChecksumType: otherType })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: `The upload was created using the ${ChecksumType} checksum mode. The complete request must use the same checksum mode.`,
    });
    await expect(
      complete({ ChecksumSHA256: createHash('sha256').update(five).digest('base64') }),
    ).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
    const swapped = Parts.map((part, index) => ({ ...part, ChecksumCRC32: Parts[1 - index]?.ChecksumCRC32 }));
    await expect(complete({ MultipartUpload: { Parts: swapped } })).rejects.toMatchObject({ name: 'InvalidPart' });
    const stored = await complete({ ChecksumCRC32: whole, ChecksumType });
    expect(stored).toMatchObject({ ChecksumCRC32: whole, ChecksumType });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({ ChecksumCRC32: whole, ChecksumType, ContentLength: five.length + tail.length });
  });

  test('whose completion was never answered are completed again, and told the same', async () => {
    const Key = 'repeated';
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const upload = { Bucket, Key, UploadId };
    const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: tail }));
    const complete = (etag: string | undefined, more: object = {}) => {
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: etag }] };
      return s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload, ...more }));
    };
    await expect(complete(ETag, { MpuObjectSize: 99 })).rejects.toMatchObject({ name: 'InvalidRequest' });
    // Its own object is no reason to refuse it.
    const [one, other] = await Promise.all([
      complete(ETag, { IfNoneMatch: '*' }),
      complete(ETag, { IfNoneMatch: '*' }),
    ]);
    expect([one.ETag, other.ETag]).toEqual([`"${etagOfParts([tail])}"`, one.ETag]);
    await put(Key, 'another since');
    expect((await complete(ETag)).ETag).toBe(one.ETag);
    expect((await get(Key)).text).toBe('another since');
    await expect(complete('"of another part"')).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(s3.send(new UploadPartCommand({ ...upload, PartNumber: 2, Body: tail }))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });

  test('tell of their parts, and become one piece when they are copied', async () => {
    const Key = 'in-parts';
    const created = new CreateMultipartUploadCommand({
      Bucket,
      Key,
      ChecksumAlgorithm: 'SHA256',
      StorageClass: 'STANDARD_IA',
    });
    const upload = { Bucket, Key, UploadId: (await s3.send(created)).UploadId };
    const Parts: CompletedPart[] = [];
    for (const [index, Body] of [five, tail].entries()) {
      const part = { ...upload, PartNumber: index + 1, Body, ChecksumAlgorithm: 'SHA256' as const };
      const { ETag, ChecksumSHA256 } = await s3.send(new UploadPartCommand(part));
      Parts.push({ PartNumber: index + 1, ETag, ChecksumSHA256 });
    }
    await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    const attributes = (key: string) =>
      s3.send(
        new GetObjectAttributesCommand({
          ...{ Bucket, Key: key },
          ObjectAttributes: ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'],
        }),
      );
    expect(await attributes(Key)).toMatchObject({
      ...{ ETag: etagOfParts([five, tail]), StorageClass: 'STANDARD_IA', ObjectSize: five.length + tail.length },
      Checksum: { ChecksumType: 'COMPOSITE' },
      ObjectParts: {
        TotalPartsCount: 2,
        Parts: Parts.map(({ PartNumber, ChecksumSHA256 }) => ({ PartNumber, ChecksumSHA256 })),
      },
    });
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'one-piece', CopySource: `${Bucket}/${Key}` }));
    const whole = Buffer.concat([five, tail]);
    const copied = await attributes('one-piece');
    expect(copied).toMatchObject({
      ...{ ETag: createHash('md5').update(whole).digest('hex'), StorageClass: 'STANDARD' },
      Checksum: { ChecksumType: 'FULL_OBJECT', ChecksumSHA256: createHash('sha256').update(whole).digest('base64') },
    });
    expect(copied.ObjectParts).toBeUndefined();
    expect((await get('one-piece', { PartNumber: 1 })).ContentLength).toBe(whole.length);
  });

  test('are listed by folder, page after page', async () => {
    const keys = ['up/a/1', 'up/a/2', 'up/b', 'up/c/1', 'up/c/1'];
    for (const Key of keys) await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const seen: (string | undefined)[] = [];
    let markers: object = {};
    for (let more: boolean | undefined = true; more === true;) {
      const page = await s3.send(
        new ListMultipartUploadsCommand({ Bucket, Prefix: 'up/', Delimiter: '/', MaxUploads: 1, ...markers }),
      );
      seen.push(
        ...(page.Uploads ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
      markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
      more = page.IsTruncated;
    }
    expect(seen).toEqual(['up/a/', 'up/b', 'up/c/']);
  });

  test('leave no file behind when aborted', async () => {
    const before = await blobFiles();
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'gone' }));
    const upload = { Bucket, Key: 'gone', UploadId };
    await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'one' }));
    await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'two' }));
    await s3.send(new AbortMultipartUploadCommand(upload));
    expect(await blobFiles()).toEqual(before);
  });
});
