import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Logger } from '../../../core/ports/logger.ts';
import { BlobThreads, type ThreadFile } from './blobThreads.ts';
import type { Blob } from './record.ts';

/** How much is gathered before it is written by a thread, while more comes. What is smaller is written at once. */
const BATCH = 512 * 1024;
const READ_SIZE = 512 * 1024;

/**
 * The folder of objects' contents. A blob has a random name that no key can influence, is written once, and counts for nothing
 * until the database refers to it: so a commit makes a whole object visible, and a death in mid-write leaves only a file that
 * nothing refers to, swept away at the next start.
 */
export class BlobStore {
  readonly #folder: string;
  readonly #logger: Logger;
  /** Ends the names of blobs of this process, which the sweep leaves alone. */
  readonly #session = randomBytes(4).toString('hex');
  readonly #readers = new Map<string, number>();
  readonly #doomed = new Set<string>();
  readonly #threads = new BlobThreads();

  constructor(folder: string, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  /**
   * Writes what comes to a new blob, giving each chunk to `observe` on the way; also says its MD5 in hex. The chunks are taken over: nobody
   * else may have their memory. A failure leaves nothing behind.
   */
  async write(
    chunks: AsyncIterable<Uint8Array>,
    observe: (chunk: Uint8Array) => void,
  ): Promise<{ blob: Blob; md5: string }> {
    const id = this.#newId();
    await mkdir(path.dirname(this.#path(id)), { recursive: true });
    const { size, md5 } = await this.#writeFile(this.#path(id), chunks, observe);
    return { blob: { id, size }, md5 };
  }

  /** A blob with the same content under its own name: a hard link where the file system has them. */
  async duplicate({ id, size }: Blob): Promise<Blob> {
    const copy = this.#newId();
    await mkdir(path.dirname(this.#path(copy)), { recursive: true });
    try {
      await link(this.#path(id), this.#path(copy));
    } catch {
      await copyFile(this.#path(id), this.#path(copy), constants.COPYFILE_FICLONE);
    }
    return { id: copy, size };
  }

  /**
   * The bytes `start` to `end` inclusive of the blobs one after the other. They stay readable until the stream closes, also
   * when the object is replaced or deleted meanwhile. Whoever takes the stream must read it to its end or destroy it.
   */
  read(blobs: readonly Blob[], start: number, end: number): Readable {
    this.#hold(blobs);
    const stream = Readable.from(this.#chunks(blobs, start, end), { objectMode: false, highWaterMark: READ_SIZE });
    stream.once('close', () => void this.#release(blobs));
    return stream;
  }

  /** Copies the blobs, one after the other, into a new file. */
  async copyTo(blobs: readonly Blob[], file: string): Promise<void> {
    const [only, ...more] = blobs;
    if (only === undefined || more.length > 0) {
      const handle = await open(file, 'wx');
      try {
        await handle.writeFile(this.read(blobs, 0, Infinity));
      } finally {
        await handle.close();
      }
      return;
    }
    this.#hold(blobs);
    try {
      await copyFile(this.#path(only.id), file, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    } finally {
      await this.#release(blobs);
    }
  }

  /** Removes blobs that nothing refers to any more, each as soon as nobody reads it. */
  async remove(blobs: readonly Blob[]): Promise<void> {
    for (const { id } of blobs) {
      if (this.#readers.has(id)) this.#doomed.add(id);
      else await this.#unlink(id);
    }
  }

  /** Removes what an earlier process left behind: every blob of another session that `isReferenced` does not know. */
  async sweep(isReferenced: (id: string) => boolean): Promise<void> {
    for (const folder of await readdir(this.#folder).catch(() => [])) {
      for (const id of await readdir(path.join(this.#folder, folder))) {
        if (!id.endsWith(this.#session) && !isReferenced(id)) await this.#unlink(id);
      }
    }
  }

  async *#chunks(blobs: readonly Blob[], start: number, end: number): AsyncGenerator<Buffer, void> {
    let offset = 0;
    for (const { id, size } of blobs) {
      const from = Math.max(start - offset, 0);
      const to = Math.min(end - offset, size - 1);
      offset += size;
      if (from > to) continue;
      let rest = to - from + 1;
      const stream = createReadStream(this.#path(id), { start: from, end: to, highWaterMark: READ_SIZE });
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        rest -= chunk.length;
        yield chunk;
      }
      if (rest > 0) throw new Error(`The stored file of an object ends early: ${id}`);
    }
  }

  #hold(blobs: readonly Blob[]): void {
    for (const { id } of blobs) this.#readers.set(id, (this.#readers.get(id) ?? 0) + 1);
  }

  async #release(blobs: readonly Blob[]): Promise<void> {
    for (const { id } of blobs) {
      const readers = (this.#readers.get(id) ?? 1) - 1;
      if (readers > 0) this.#readers.set(id, readers);
      else this.#readers.delete(id);
      if (readers === 0 && this.#doomed.delete(id)) await this.#unlink(id);
    }
  }

  async #unlink(id: string): Promise<void> {
    await rm(this.#path(id), { force: true }).catch((error: unknown) => {
      this.#logger.warn(`a blob could not be removed: ${String(error)}`);
    });
  }

  async #writeFile(
    file: string,
    chunks: AsyncIterable<Uint8Array>,
    observe: (chunk: Uint8Array) => void,
  ): Promise<{ size: number; md5: string }> {
    let size = 0;
    let batch: Uint8Array[] = [];
    let batched = 0;
    let open: ThreadFile | undefined;
    try {
      for await (const chunk of chunks) {
        observe(chunk);
        batch.push(chunk);
        batched += chunk.length;
        size += chunk.length;
        if (batched < BATCH) continue;
        open ??= this.#threads.open(file);
        await open.write(batch, batched);
        batch = [];
        batched = 0;
      }
      if (open !== undefined) return { size, md5: await open.finish(batch, batched) };
      const content = Buffer.concat(batch, batched);
      await writeFile(file, content, { flag: 'wx', mode: 0o600 });
      return { size, md5: createHash('md5').update(content).digest('hex') };
    } catch (error) {
      await open?.abandon();
      await rm(file, { force: true });
      throw error;
    }
  }

  #newId(): string {
    return `${randomBytes(12).toString('hex')}-${this.#session}`;
  }

  #path(id: string): string {
    return path.join(this.#folder, id.slice(0, 2), id);
  }
}
