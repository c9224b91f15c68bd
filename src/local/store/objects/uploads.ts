import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ServiceError } from '../../protocol/serviceError.ts';
import { transaction } from '../database.ts';
import { readNumber, readText, type Row } from '../rows.ts';
import type { BlobStore } from './blobs.ts';
import type { Buckets } from './buckets.ts';
import { CompletedUploads, type CompletedUpload } from './completedUploads.ts';
import { noSuchUpload } from './errors.ts';
import type { CommitOptions, Objects } from './objects.ts';
import { readChecksum, readProperties } from './record.ts';
import type { Blob, Checksum, ObjectProperties } from './record.ts';

export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly created: Date;
  readonly properties: ObjectProperties;
}

export interface UploadedPart {
  /** 1 to 10,000. */
  readonly number: number;
  readonly etag: string;
  readonly modified: Date;
  readonly checksum: Checksum | undefined;
  readonly blob: Blob;
}

/** Every part but the last has at least this many bytes. */
const MIN_PART = 5 * 1024 * 1024;

/** Multipart uploads. Parts become the object's blobs as they are: completing moves no byte. */
export class Uploads {
  readonly #database: DatabaseSync;
  readonly #buckets: Buckets;
  readonly #objects: Objects;
  readonly #blobs: BlobStore;
  readonly #find: StatementSync;
  readonly #parts: StatementSync;
  readonly #insert: StatementSync;
  readonly #completed: CompletedUploads;

  constructor(database: DatabaseSync, buckets: Buckets, objects: Objects, blobs: BlobStore) {
    this.#database = database;
    this.#buckets = buckets;
    this.#objects = objects;
    this.#blobs = blobs;
    this.#completed = new CompletedUploads(database);
    this.#find = database.prepare('SELECT * FROM upload WHERE id = ? AND bucket = ? AND key = ?');
    this.#parts = database.prepare('SELECT * FROM part WHERE upload_id = ? ORDER BY number');
    this.#insert = database.prepare(
      'INSERT INTO part (upload_id, number, size, etag, modified, checksum, blob) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
  }

  create(bucket: string, key: string, properties: ObjectProperties, now: Date): Upload {
    this.#objects.checkKey(bucket, key);
    const id = randomBytes(24).toString('base64url');
    this.#database
      .prepare('INSERT INTO upload (id, bucket, key, created, properties) VALUES (?, ?, ?, ?, ?)')
      .run(id, bucket, key, now.getTime(), JSON.stringify(properties));
    return { id, bucket, key, created: now, properties };
  }

  get(bucket: string, key: string, id: string): Upload {
    this.#buckets.require(bucket);
    const row = this.#find.get(id, bucket, key);
    if (row === undefined) throw noSuchUpload(id);
    return readUpload(row);
  }

  /** The bucket's uploads under way, by key. */
  list(bucket: string, prefix: string): Upload[] {
    this.#buckets.require(bucket);
    const rows = this.#database.prepare('SELECT * FROM upload WHERE bucket = ? ORDER BY key, created').all(bucket);
    return rows.map(readUpload).filter(({ key }) => key.startsWith(prefix));
  }

  parts(upload: Upload): UploadedPart[] {
    return this.#parts.all(upload.id).map(readPart);
  }

  /** Stores a part in place of one of the same number. The blob is removed again when the upload is gone meanwhile. */
  async putPart(upload: Upload, { number, etag, modified, checksum, blob }: UploadedPart): Promise<void> {
    const replaced = await this.#orRemove([blob], () =>
      transaction(this.#database, () => {
        this.get(upload.bucket, upload.key, upload.id);
        const old = this.#database.prepare('DELETE FROM part WHERE upload_id = ? AND number = ? RETURNING *');
        const oldPart = old.get(upload.id, number);
        const checksumText = JSON.stringify(checksum ?? null);
        this.#insert.run(upload.id, number, blob.size, etag, modified.getTime(), checksumText, blob.id);
        return oldPart === undefined ? [] : [readPart(oldPart).blob];
      }),
    );
    await this.#blobs.remove(replaced);
  }

  /** Picks the parts that the client lists: all there, in rising order, with the ETags given, and large enough. */
  chosenParts(upload: Upload, listed: readonly { number: number; etag: string }[]): UploadedPart[] {
    if (listed.some(({ number }, index) => number <= (listed[index - 1]?.number ?? 0))) {
      const message = 'The list of parts was not in ascending order. Parts must be ordered by part number.';
      throw new ServiceError('InvalidPartOrder', message);
    }
    const stored = new Map(this.parts(upload).map((part) => [part.number, part]));
    const chosen = listed.map(({ number, etag }) => {
      const part = stored.get(number);
      if (part?.etag !== etag) throw invalidPart(number);
      return part;
    });
    const small = chosen.slice(0, -1).find(({ blob }) => blob.size < MIN_PART);
    if (small !== undefined) {
      const message = 'Your proposed upload is smaller than the minimum allowed size';
      throw new ServiceError('EntityTooSmall', message, 400, { PartNumber: String(small.number) });
    }
    return chosen;
  }

  /**
   * The upload of this id when it was completed of these very parts already: its client, which may never have got the answer,
   * is told the same again.
   */
  completed(bucket: string, key: string, id: string, etags: readonly string[]): CompletedUpload | undefined {
    this.#buckets.require(bucket);
    const found = this.#completed.find(bucket, key, id);
    return found?.etag === multipartETag(etags) ? found : undefined;
  }

  /** Makes an object of the parts chosen and forgets the others. A refused completion leaves the upload as it was. */
  async complete(
    upload: Upload,
    picked: readonly UploadedPart[],
    checksum: Checksum | undefined,
    options: Pick<CommitOptions, 'now' | 'check'>,
  ): Promise<CompletedUpload> {
    const { id, bucket, key, properties } = upload;
    this.get(bucket, key, id);
    // A client that waited in vain for an answer may have sent a part again since they were picked: the same bytes are in another blob now.
    const parts = this.chosenParts(upload, picked);
    const chosen = new Set(parts.map(({ number }) => number));
    const unused = this.parts(upload).filter(({ number }) => !chosen.has(number));
    const answer = { etag: multipartETag(parts.map(({ etag }) => etag)), checksum, properties };
    const object = {
      ...{ bucket, key, etag: answer.etag },
      properties: checksum === undefined ? properties : { ...properties, checksum },
      blobs: parts.map(({ blob, number, checksum }) => ({ ...blob, part: { number, checksum: checksum?.value } })),
    };
    const { version } = await this.#objects.commit(object, {
      ...options,
      keepBlobs: true,
      also: ({ version }) => {
        this.#forget(upload);
        this.#completed.add({ id, bucket, key }, { ...answer, version }, options.now);
      },
    });
    await this.#blobs.remove(unused.map(({ blob }) => blob));
    return { ...answer, version };
  }

  async abort(upload: Upload): Promise<void> {
    const parts = this.parts(upload);
    transaction(this.#database, () => {
      this.#forget(upload);
    });
    await this.#blobs.remove(parts.map(({ blob }) => blob));
  }

  /** Throws, and so undoes the transaction it is part of, when the upload has ended meanwhile. */
  #forget({ id, bucket, key }: Upload): void {
    this.get(bucket, key, id);
    this.#database.prepare('DELETE FROM part WHERE upload_id = ?').run(id);
    this.#database.prepare('DELETE FROM upload WHERE id = ?').run(id);
  }

  async #orRemove<Result>(blobs: readonly Blob[], work: () => Result): Promise<Result> {
    try {
      return work();
    } catch (error) {
      await this.#blobs.remove(blobs);
      throw error;
    }
  }
}

/** As S3 makes it: the MD5 of the parts' MD5s, and how many there are. */
function multipartETag(etags: readonly string[]): string {
  const md5 = createHash('md5');
  for (const etag of etags) md5.update(Buffer.from(etag, 'hex'));
  return `${md5.digest('hex')}-${etags.length}`;
}

export function invalidPart(number: number): ServiceError {
  const message =
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
  return new ServiceError('InvalidPart', message, 400, { PartNumber: String(number) });
}

function readUpload(row: Row): Upload {
  return {
    id: readText(row, 'id'),
    bucket: readText(row, 'bucket'),
    key: readText(row, 'key'),
    created: new Date(readNumber(row, 'created')),
    properties: readProperties(row),
  };
}

function readPart(row: Row): UploadedPart {
  return {
    number: readNumber(row, 'number'),
    etag: readText(row, 'etag'),
    modified: new Date(readNumber(row, 'modified')),
    checksum: readChecksum(row),
    blob: { id: readText(row, 'blob'), size: readNumber(row, 'size') },
  };
}
