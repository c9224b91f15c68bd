import { spawnSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startServerProcess, temporaryRoot, type ServerProcess } from '../support/localServer.ts';

const Bucket = 'a-bucket';
let root: string;
let server: ServerProcess | undefined;
beforeEach(async () => {
  root = await temporaryRoot();
});
afterEach(async () => {
  await server?.kill();
  await rm(root, { recursive: true, force: true });
});

async function start(...wrapper: string[]): Promise<S3Client> {
  server = await startServerProcess(root, wrapper);
  return new S3Client({ ...server.client, maxAttempts: 1 });
}

async function blobSizes(): Promise<number> {
  const entries = await readdir(path.join(root, 'objects'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

/** Sends 8 MB and then neither goes on nor ends. */
function stallingBody(): Readable {
  const body = new Readable({ read: () => undefined });
  for (let index = 0; index < 8; index++) body.push(Buffer.alloc(1024 * 1024, index));
  return body;
}

test('kill -9 in mid-upload leaves every object whole or absent, and an upload to go on with', async () => {
  let s3 = await start();
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'whole', Body: 'before' }));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
  const upload = { Bucket, Key: 'parts', UploadId };
  await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'one part' }));
  const half = (Key: string) =>
    s3
      .send(new PutObjectCommand({ Bucket, Key, Body: stallingBody(), ContentLength: 100_000_000 }))
      .catch((error: unknown) => error);
  const broken = [half('new'), half('whole')];
  while ((await blobSizes()) < 4) await sleep(10);
  await server?.kill();
  for (const result of await Promise.all(broken)) expect(result).toBeInstanceOf(Error);

  s3 = await start();
  expect(await blobSizes()).toBe(2);
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([['whole', 6]]);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'whole' }));
  expect(await Body?.transformToString()).toBe('before');
  const { Parts } = await s3.send(new ListPartsCommand(upload));
  const MultipartUpload = { Parts: Parts?.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })) };
  await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));
  const completed = await s3.send(new GetObjectCommand({ Bucket, Key: 'parts' }));
  expect(await completed.Body?.transformToString()).toBe('one part');
});

test('kill -9 among writes and deletions in a versioned bucket loses no version that was acknowledged', async () => {
  let s3 = await start();
  await s3.send(new CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: 'Enabled' as const };
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  const stored = new Map<string, string>();
  const removed = new Set<string>();
  let acknowledged = 0;
  /** Stores, marks as deleted and removes versions of its own key until the server is gone. */
  const work = async (Key: string) => {
    for (let round = 0; ; round++) {
      const content = `${Key} ${round}`;
      const { VersionId = '' } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: content }));
      stored.set(VersionId, content);
      if (round % 3 === 1) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
      if (round % 3 === 2) {
        removed.add(VersionId);
        await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
      }
      acknowledged += 1;
    }
  };
  const working = ['a', 'b', 'c', 'd'].map((key) => work(key).catch((error: unknown) => error));
  while (acknowledged < 40) await sleep(5);
  await server?.kill();
  for (const ended of await Promise.all(working)) expect(ended).toBeInstanceOf(Error);

  s3 = await start();
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  const found = Versions.map(({ VersionId = '' }) => VersionId);
  for (const { Key = '', VersionId = '' } of Versions) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    const content = await Body?.transformToString();
    // The last of a key may be stored and not be acknowledged any more.
    expect(content).toBe(stored.get(VersionId) ?? content);
    expect(content?.startsWith(Key)).toBe(true);
  }
  const latest = [...Versions, ...DeleteMarkers].filter(({ IsLatest }) => IsLatest);
  expect(latest.map(({ Key }) => Key).sort()).toEqual(['a', 'b', 'c', 'd']);
  for (const version of stored.keys()) if (!removed.has(version)) expect(found).toContain(version);
  expect(await blobSizes()).toBe(found.length);
});

// A file system of 16 MB that only the server's own mount namespace has.
const mountSmall = (folder: string): string[] => [
  ...['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'],
  ...['mount -t tmpfs -o size=16m none "$0" && exec "$@"', folder],
];
const [probe = '', ...probeArguments] = mountSmall('/mnt').concat('true');
const canMount = spawnSync(probe, probeArguments).status === 0;

test.skipIf(!canMount)(
  'a full disk is said, nothing is half stored, and what was there remains (needs unprivileged mounts)',
  async () => {
    const s3 = await start(...mountSmall(root));
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'kept' }));
    for (const Key of ['kept', 'new']) {
      const tooLarge = new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(20_000_000) });
      await expect(s3.send(tooLarge)).rejects.toMatchObject({
        name: 'InternalError',
        message: expect.stringContaining('no space left') as string,
      });
    }
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([['kept', 4]]);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'fits', Body: Buffer.alloc(10_000_000) }));
  },
);
