import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../../src/local/store/database.ts';
import { openS3Store } from '../../../../src/local/store/objects/index.ts';
import { migrations } from '../../../../src/local/store/schema.ts';

/** Tables of the state before buckets had versions. */
const before = 2;
const quiet = (): void => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'object-versions-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('a state of before keeps its buckets, objects and uploads, and can have versions', async () => {
  const file = path.join(root, 'state.db');
  const old = new DatabaseSync(file);
  for (const statements of migrations.slice(0, before)) old.exec(statements);
  old.exec(`PRAGMA user_version = ${before}`);
  const properties = JSON.stringify({
    headers: { 'Content-Type': 'text/csv' },
    metadata: { a: 'b' },
    tags: { c: 'd' },
  });
  old.exec("INSERT INTO bucket (name, created) VALUES ('kept', 1000)");
  const insert = old.prepare(
    `INSERT INTO object (bucket, key, size, etag, modified, properties, blobs) VALUES ('kept', ?, 3, 'tag', 2000, ?, ?)`,
  );
  for (const key of ['one', 'two']) insert.run(key, properties, JSON.stringify([{ id: `ab-${key}`, size: 3 }]));
  old.exec(
    `INSERT INTO upload (id, bucket, key, created, properties) VALUES ('u', 'kept', 'parts', 3000, '${properties}')`,
  );
  old.exec("INSERT INTO part VALUES ('u', 1, 3, 'etag', 3000, 'null', 'ab-part')");
  old.close();
  await mkdir(path.join(root, 'objects', 'ab'), { recursive: true });
  for (const name of ['one', 'two', 'part', 'left'])
    await writeFile(path.join(root, 'objects', 'ab', `ab-${name}`), 'abc');

  const database = openDatabase(file);
  const store = openS3Store(database, root, logger);
  await store.sweep();
  expect(store.buckets.list()).toEqual([
    { name: 'kept', created: new Date(1000), region: 'us-east-1', versioning: undefined },
  ]);
  expect(store.listings.list({ bucket: 'kept', prefix: '', delimiter: '', after: '', limit: 10 }).objects).toHaveLength(
    2,
  );
  const object = store.objects.get('kept', 'one');
  expect(object).toMatchObject({
    version: 'null',
    latest: true,
    properties: { tags: { c: 'd' } },
    modified: new Date(2000),
  });
  expect((await store.blobs.read(object.blobs, 0, Infinity).toArray()).join('')).toBe('abc');
  const upload = store.uploads.get('kept', 'parts', 'u');
  expect(
    (
      await store.blobs
        .read(
          store.uploads.parts(upload).map(({ blob }) => blob),
          0,
          9,
        )
        .toArray()
    ).join(''),
  ).toBe('abc');

  store.buckets.setVersioning('kept', 'Enabled');
  const { version } = await store.objects.commit(
    { bucket: 'kept', key: 'one', etag: 'new', properties: object.properties, blobs: [] },
    { now: new Date(4000) },
  );
  expect(store.objects.get('kept', 'one').version).toBe(version);
  expect(store.objects.get('kept', 'one', 'null').etag).toBe('tag');
  database.close();
});
