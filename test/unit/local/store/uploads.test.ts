import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../../src/local/store/database.ts';
import { openS3Store } from '../../../../src/local/store/objects/index.ts';
import { noProperties } from '../../../../src/local/store/objects/record.ts';

const quiet = (): void => undefined;
const now = new Date();
let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'uploads-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** An upload of one part of a bucket, of which it is said what a client does between its parts being picked and the completion. */
async function completedAfter(between: string) {
  const store = openS3Store(openDatabase(path.join(root, 'state.db')), root, {
    ...{ debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  const { uploads, blobs, objects } = store;
  store.buckets.create('bucket', 'us-east-1', now);
  const upload = uploads.create('bucket', 'key', noProperties, now);
  const send = async (text: string): Promise<string> => {
    const content = async function* (): AsyncGenerator<Uint8Array, void> {
      yield await Promise.resolve(Buffer.from(text));
    };
    const { blob, md5: etag } = await blobs.write(content(), quiet);
    await uploads.putPart(upload, { number: 1, etag, modified: now, checksum: undefined, blob });
    return etag;
  };
  const etag = await send('first');
  const picked = uploads.chosenParts(upload, [{ number: 1, etag }]);
  await send(between);
  await uploads.complete(upload, picked, undefined, { now });
  const read = await blobs.read(objects.get('bucket', 'key').blobs, 0, Infinity).toArray();
  return Buffer.concat(read as Buffer[]).toString();
}

it('a part that is sent again, as it was, while its upload is completed: the object has its content', async () => {
  expect(await completedAfter('first')).toBe('first');
});

it('one that is sent again with other content: the completion is refused', async () => {
  await expect(completedAfter('other')).rejects.toMatchObject({ code: 'InvalidPart' });
});
