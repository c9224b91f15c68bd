import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ThreadFile } from '../../../../src/local/store/objects/blobThreads.ts';
import { BlobStore } from '../../../../src/local/store/objects/blobs.ts';

const quiet = (): void => undefined;
let folder: string;
let blobs: BlobStore;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'blobs-'));
  blobs = new BlobStore(folder, { debug: quiet, info: quiet, warn: quiet, error: quiet });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = async (): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
};

/** Chunks of many sizes, some all of their memory and some a part of more. */
async function* cut(content: Buffer, failAfter = Infinity): AsyncGenerator<Uint8Array, void> {
  for (let start = 0, size = 1; start < content.length; start += size) {
    size = ((size * 7) % 90_001) + 1;
    if (start > failAfter) throw new Error('broken off');
    const piece = content.subarray(start, start + size);
    yield await Promise.resolve(start % 2 === 0 ? piece : new Uint8Array(piece));
  }
}

it.each([0, 1, 400_000, 524_288, 7_000_001])(
  '%d bytes are written as they came, and told by their MD5',
  async (size) => {
    const content = randomBytes(size);
    const expected = createHash('md5').update(content).digest('hex');
    const seen = createHash('md5');
    const [one, other] = await Promise.all([
      blobs.write(cut(content), (chunk) => seen.update(chunk)),
      blobs.write(cut(content), quiet),
    ]);
    expect([one.md5, other.md5, seen.digest('hex')]).toEqual([expected, expected, expected]);
    expect(one.blob.size).toBe(size);
    const read = size === 0 ? [] : await blobs.read([other.blob], 0, Infinity).toArray();
    expect(Buffer.concat(read as Buffer[]).equals(content)).toBe(true);
  },
);

it.each([300_000, 3_000_000])('what breaks off after %d bytes leaves no file', async (failAfter) => {
  await expect(blobs.write(cut(randomBytes(4_000_000), failAfter), quiet)).rejects.toThrow('broken off');
  expect(await files()).toEqual([]);
});

it('a large blob that cannot be written says why, and the next one is', async () => {
  const blocked = path.join(folder, 'blocked');
  await writeFile(blocked, '');
  const nowhere = new BlobStore(blocked, { debug: quiet, info: quiet, warn: quiet, error: quiet });
  await expect(nowhere.write(cut(randomBytes(2_000_000)), quiet)).rejects.toMatchObject({ code: 'ENOTDIR' });
  expect((await blobs.write(cut(randomBytes(2_000_000)), quiet)).blob.size).toBe(2_000_000);
});

it('a file whose thread dies can be given up', async () => {
  const file = new ThreadFile(quiet, quiet);
  const written = file.write([new Uint8Array(3_000_000)], 3_000_000);
  file.receive(new Error('the thread died'));
  await expect(written).rejects.toThrow('the thread died');
  await file.abandon();
});
