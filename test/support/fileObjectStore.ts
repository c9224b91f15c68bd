import { copyFile, mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../src/core/errors.ts';
import type { ObjectStore, StoredObject } from '../../src/core/ports/objectStore.ts';
import { parseS3Uri } from '../../src/core/storage/s3Uri.ts';

/** An object store over a real folder: `s3://bucket/key` is the file `<root>/bucket/key`. Counts what is read. */
export class FileObjectStore implements ObjectStore {
  readonly #root: string;
  bytesRead = 0;
  reads = 0;

  constructor(root: string) {
    this.#root = root;
  }

  #path(uri: string): string {
    const { bucket, key } = parseS3Uri(uri);
    return path.join(this.#root, bucket, key);
  }

  async bucketExists(bucket: string): Promise<boolean> {
    return stat(path.join(this.#root, bucket)).then(
      () => true,
      () => false,
    );
  }

  async createBucket(bucket: string): Promise<void> {
    await mkdir(path.join(this.#root, bucket), { recursive: true });
  }

  async put(uri: string, body: Uint8Array | string): Promise<void> {
    await mkdir(path.dirname(this.#path(uri)), { recursive: true });
    await writeFile(this.#path(uri), body);
  }

  async putFile(uri: string, file: string): Promise<void> {
    await this.put(uri, await readFile(file));
  }

  async *list(uri: string): AsyncIterable<StoredObject> {
    const { bucket, key } = parseS3Uri(uri);
    const folder = path.join(this.#root, bucket);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const keys = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .filter((name) => name.startsWith(key))
      .sort();
    for (const name of keys) yield await this.head(`s3://${bucket}/${name}`);
  }

  async head(uri: string): Promise<StoredObject> {
    const info = await stat(this.#path(uri)).catch((cause: unknown) => {
      throw new AppError('NotFound', `${uri} is not there.`, { cause });
    });
    return { uri, key: parseS3Uri(uri).key, size: info.size, lastModified: info.mtime, etag: undefined };
  }

  async read(uri: string, range?: { start: number; end: number }, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted();
    const { size } = await this.head(uri);
    const start = range?.start ?? 0;
    const bytes = Buffer.alloc(Math.max(0, Math.min(range?.end ?? size - 1, size - 1) + 1 - start));
    const file = await open(this.#path(uri));
    try {
      await file.read(bytes, 0, bytes.length, start);
    } finally {
      await file.close();
    }
    this.reads++;
    this.bytesRead += bytes.length;
    return bytes;
  }

  async download(uri: string, file: string): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await copyFile(this.#path(uri), `${file}.part`);
    await rename(`${file}.part`, file);
  }
}
