import { createHash, randomBytes } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClients } from '../../../src/adapters/aws/clients.ts';
import { createObjectStore } from '../../../src/adapters/aws/s3.ts';
import { createSession } from '../../../src/adapters/aws/session.ts';
import type { ObjectStore, StoredObject } from '../../../src/core/ports/objectStore.ts';
import { startServer, type TestServer } from '../../support/localServer.ts';

let server: TestServer;
let folder: string;
let objects: ObjectStore;
const bucket = 'study';
const uri = (key: string): string => `s3://${bucket}/${key}`;

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(path.join(tmpdir(), 'objects-'));
  const { region, credentials, endpoint } = server.client;
  const session = createSession({ region, clients: createClients({ region, credentials, endpoint }) });
  objects = createObjectStore({ session, expectedOwner: () => undefined });
  await objects.createBucket(bucket);
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function list(prefix: string): Promise<StoredObject[]> {
  const found: StoredObject[] = [];
  for await (const object of objects.list(uri(prefix))) found.push(object);
  return found;
}

describe('objects over the AWS SDK', () => {
  it('knows which buckets there are', async () => {
    expect(await objects.bucketExists(bucket)).toBe(true);
    expect(await objects.bucketExists('not-there')).toBe(false);
  });

  it.each(['plain.txt', 'a b/é+漢.csv', 'it\'s "quoted" & 100%25?.txt', 'dots/../up', '#hash'])(
    'keeps the key %j as it is',
    async (key) => {
      await objects.put(uri(`keys/${key}`), key);
      expect(Buffer.from(await objects.read(uri(`keys/${key}`))).toString()).toBe(key);
      expect((await list(`keys/${key}`)).map((object) => object.uri)).toEqual([uri(`keys/${key}`)]);
      expect(await objects.head(uri(`keys/${key}`))).toMatchObject({
        size: Buffer.byteLength(key),
        key: `keys/${key}`,
      });
    },
  );

  it('reads ranges; past the end gives what is there', async () => {
    await objects.put(uri('range'), '0123456789');
    const text = async (start: number, end: number): Promise<string> =>
      Buffer.from(await objects.read(uri('range'), { start, end })).toString();
    expect(await text(2, 4)).toBe('234');
    expect(await text(8, 100)).toBe('89');
    expect(await text(10, 20)).toBe('');
  });

  it('lists more objects than a page holds, in order', async () => {
    await Promise.all(
      Array.from({ length: 1100 }, (_, index) => objects.put(uri(`many/${String(index).padStart(4, '0')}`), '')),
    );
    const keys = (await list('many/')).map((object) => object.key);
    expect(keys).toHaveLength(1100);
    expect(keys).toEqual([...keys].sort());
  });

  it('moves a large file up in parts and down again, with progress', async () => {
    const file = path.join(folder, 'large.bin');
    const content = randomBytes(40 * 1024 * 1024);
    await writeFile(file, content);
    const steps: number[] = [];
    await objects.putFile(uri('large.bin'), file, { onProgress: (done, total) => steps.push(done / total) });
    expect(steps.at(-1)).toBe(1);
    expect((await objects.head(uri('large.bin'))).etag).toMatch(/-5"$/u);
    const copy = path.join(folder, 'deep/er/copy.bin');
    await objects.download(uri('large.bin'), copy);
    const hash = (data: Buffer): string => createHash('sha256').update(data).digest('hex');
    expect(hash(await readFile(copy))).toBe(hash(content));
  });

  it('leaves no half file when a download is cancelled', async () => {
    const abort = new AbortController();
    const download = objects.download(uri('large.bin'), path.join(folder, 'cancelled/half.bin'), {
      signal: abort.signal,
      onProgress: () => {
        abort.abort();
      },
    });
    await expect(download).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(path.join(folder, 'cancelled'))).toEqual([]);
  });

  it('cancels an upload in parts', async () => {
    const abort = new AbortController();
    const upload = objects.putFile(uri('cancelled.bin'), path.join(folder, 'large.bin'), { signal: abort.signal });
    setTimeout(() => {
      abort.abort();
    }, 20);
    await expect(upload).rejects.toMatchObject({ name: 'AbortError' });
    expect(await list('cancelled.bin')).toEqual([]);
  });

  it('says that a file became shorter while it was uploaded', async () => {
    const file = path.join(folder, 'shrinking.bin');
    await writeFile(file, '');
    await truncate(file, 160 * 1024 * 1024);
    const onProgress = (): void => {
      truncateSync(file, 1);
    };
    await expect(objects.putFile(uri('shrinking.bin'), file, { onProgress })).rejects.toMatchObject({
      code: 'FileChanged',
    });
    expect(await list('shrinking.bin')).toEqual([]);
  });

  it('says what is missing', async () => {
    await expect(objects.read(uri('nothing'))).rejects.toMatchObject({ code: 'NotFound' });
    await expect(objects.head(uri('nothing'))).rejects.toMatchObject({ code: 'NotFound' });
    await expect(objects.put('s3://not-there/x', '')).rejects.toMatchObject({
      code: 'BucketMissing',
      action: 'selectConnection',
    });
    await expect(objects.put('not a uri', '')).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  it('uploads 200 MB', async () => {
    const file = path.join(folder, 'huge.bin');
    await writeFile(file, Buffer.alloc(200e6, 7));
    await objects.putFile(uri('huge.bin'), file);
    expect((await objects.head(uri('huge.bin'))).size).toBe((await stat(file)).size);
  });
});
