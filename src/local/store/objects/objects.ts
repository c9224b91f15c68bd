import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ServiceError } from '../../protocol/serviceError.ts';
import { transaction } from '../database.ts';
import type { BlobStore } from './blobs.ts';
import type { Buckets } from './buckets.ts';
import { noSuchKey } from './errors.ts';
import { readBlobs, readRecord, type Blob, type ObjectProperties, type ObjectRecord } from './record.ts';

export interface NewObject {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly properties: ObjectProperties;
  /** Already written. */
  readonly blobs: readonly Blob[];
}

export interface CommitOptions {
  readonly now: Date;
  /** Throws when the object must not be stored, given what the key holds now. */
  readonly check?: ((current: ObjectRecord | undefined) => void) | undefined;
  /** Leaves the blobs alone when the object cannot be stored, since a multipart upload still has them. */
  readonly keepBlobs?: boolean;
  /** Further changes that belong to the same transaction. */
  readonly also?: () => void;
}

const MAX_KEY_BYTES = 1024;

export class Objects {
  readonly #database: DatabaseSync;
  readonly #blobs: BlobStore;
  readonly #buckets: Buckets;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #setProperties: StatementSync;

  constructor(database: DatabaseSync, buckets: Buckets, blobs: BlobStore) {
    this.#database = database;
    this.#blobs = blobs;
    this.#buckets = buckets;
    this.#find = database.prepare('SELECT * FROM object WHERE bucket = ? AND key = ?');
    this.#insert = database.prepare(
      'INSERT INTO object (bucket, key, size, etag, modified, properties, blobs) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#delete = database.prepare('DELETE FROM object WHERE bucket = ? AND key = ? RETURNING blobs');
    this.#setProperties = database.prepare('UPDATE object SET properties = ? WHERE bucket = ? AND key = ?');
  }

  find(bucket: string, key: string): ObjectRecord | undefined {
    this.#buckets.require(bucket);
    const row = this.#find.get(bucket, key);
    return row === undefined ? undefined : readRecord(row);
  }

  get(bucket: string, key: string): ObjectRecord {
    const found = this.find(bucket, key);
    if (found === undefined) throw noSuchKey(key);
    return found;
  }

  /** Throws unless an object of this key could be stored: asked before its content is read. */
  checkKey(bucket: string, key: string): void {
    this.#buckets.require(bucket);
    const bytes = Buffer.byteLength(key);
    if (bytes > MAX_KEY_BYTES) {
      const details = { Size: String(bytes), MaxSizeAllowed: String(MAX_KEY_BYTES) };
      throw new ServiceError('KeyTooLongError', 'Your key is too long', 400, details);
    }
  }

  /** Makes written blobs visible as an object, in place of what had the key, all at once. */
  async commit(object: NewObject, options: CommitOptions): Promise<ObjectRecord> {
    const { bucket, key, etag, properties, blobs } = object;
    const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
    let replaced: Blob[];
    try {
      replaced = transaction(this.#database, () => {
        this.checkKey(bucket, key);
        options.check?.(this.find(bucket, key));
        const old = this.#deleteRow(bucket, key);
        const modified = options.now.getTime();
        this.#insert.run(bucket, key, size, etag, modified, JSON.stringify(properties), JSON.stringify(blobs));
        options.also?.();
        return old;
      });
    } catch (error) {
      if (options.keepBlobs !== true) await this.#blobs.remove(blobs);
      throw error;
    }
    await this.#blobs.remove(replaced);
    return { bucket, key, size, etag, properties, blobs, modified: options.now };
  }

  /** Deletes what is there of these keys; a key that is not there is no error. */
  async delete(bucket: string, keys: readonly string[]): Promise<void> {
    this.#buckets.require(bucket);
    const removed = transaction(this.#database, () => keys.flatMap((key) => this.#deleteRow(bucket, key)));
    await this.#blobs.remove(removed);
  }

  setTags(bucket: string, key: string, tags: Record<string, string>): void {
    const { properties } = this.get(bucket, key);
    this.#setProperties.run(JSON.stringify({ ...properties, tags }), bucket, key);
  }

  #deleteRow(bucket: string, key: string): Blob[] {
    const row = this.#delete.get(bucket, key);
    return row === undefined ? [] : readBlobs(row);
  }
}
