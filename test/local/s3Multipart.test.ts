import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
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
    await complete([1, first], [3, last]);
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
