import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ServiceError } from '../../protocol/serviceError.ts';
import { transaction } from '../database.ts';
import { readNumber } from '../rows.ts';
import type { BlobStore } from './blobs.ts';
import type { Buckets } from './buckets.ts';
import { isDeleteMarker, noSuchKey, noSuchVersion } from './errors.ts';
import { noProperties, readBlobs, readRecord, versionColumns } from './record.ts';
import type { Blob, ObjectProperties, ObjectRecord } from './record.ts';
import { newVersionId, nullVersion } from './versionId.ts';

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
  readonly also?: (stored: ObjectRecord) => void;
}

export interface DeleteRequest {
  readonly key: string;
  /** Removes this version for good. Without one a versioned bucket gets a delete marker. */
  readonly version: string | undefined;
  /** Throws when the object must not be deleted, given what the key holds now. */
  readonly check?: ((current: ObjectRecord | undefined) => void) | undefined;
}

/** What a deletion did. */
export interface DeletedObject {
  /** The version that was removed, or that of the marker made; undefined where the bucket has no versions. */
  readonly version: string | undefined;
  /** A delete marker was made, or was what was removed. */
  readonly deleteMarker: boolean;
}

const MAX_KEY_BYTES = 1024;

/** Objects and their versions. */
export class Objects {
  readonly #database: DatabaseSync;
  readonly #blobs: BlobStore;
  readonly #buckets: Buckets;
  readonly #latest: StatementSync;
  readonly #version: StatementSync;
  readonly #lastRow: StatementSync;
  readonly #outdate: StatementSync;
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #promote: StatementSync;
  readonly #setProperties: StatementSync;

  constructor(database: DatabaseSync, buckets: Buckets, blobs: BlobStore) {
    this.#database = database;
    this.#blobs = blobs;
    this.#buckets = buckets;
    const columns = `SELECT ${versionColumns}, bucket, properties, blobs FROM object_version`;
    this.#latest = database.prepare(`${columns} WHERE bucket = ? AND key = ? AND latest = 1`);
    this.#version = database.prepare(`${columns} WHERE bucket = ? AND key = ? AND version = ?`);
    this.#lastRow = database.prepare('SELECT coalesce(max(id), 0) AS id FROM object_version');
    this.#outdate = database.prepare(
      'UPDATE object_version SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1',
    );
    this.#insert = database.prepare(
      `INSERT INTO object_version (id, bucket, key, version, latest, delete_marker, size, etag, modified, properties, blobs)
       VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`,
    );
    this.#delete = database.prepare(
      'DELETE FROM object_version WHERE bucket = ? AND key = ? AND version = ? RETURNING delete_marker, latest, blobs',
    );
    this.#promote = database.prepare(
      `UPDATE object_version SET latest = 1
       WHERE id = (SELECT id FROM object_version WHERE bucket = ? AND key = ? ORDER BY id DESC LIMIT 1)`,
    );
    this.#setProperties = database.prepare(
      'UPDATE object_version SET properties = ? WHERE bucket = ? AND key = ? AND version = ?',
    );
  }

  /** What the key holds now; undefined when it holds nothing, or was deleted. */
  find(bucket: string, key: string): ObjectRecord | undefined {
    this.#buckets.require(bucket);
    const row = this.#latest.get(bucket, key);
    const found = row === undefined ? undefined : readRecord(row);
    return found?.deleteMarker === true ? undefined : found;
  }

  /** The version asked for, or else the latest. Throws what S3 answers where that has no content. */
  get(bucket: string, key: string, version?: string): ObjectRecord {
    this.#buckets.require(bucket);
    const row = version === undefined ? this.#latest.get(bucket, key) : this.#version.get(bucket, key, version);
    if (row === undefined) throw version === undefined ? noSuchKey(key) : noSuchVersion(key, version);
    const found = readRecord(row);
    if (found.deleteMarker) throw isDeleteMarker(found, version !== undefined);
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

  /**
   * Makes written blobs visible as an object, all at once: as a new version where the bucket has them, else in place of what had
   * the key.
   */
  async commit(object: NewObject, options: CommitOptions): Promise<ObjectRecord> {
    const { bucket, key, blobs } = object;
    let stored: { record: ObjectRecord; replaced: Blob[] };
    try {
      stored = transaction(this.#database, () => {
        this.checkKey(bucket, key);
        options.check?.(this.find(bucket, key));
        const added = this.#add(object, options.now, false);
        options.also?.(added.record);
        return added;
      });
    } catch (error) {
      if (options.keepBlobs !== true) await this.#blobs.remove(blobs);
      throw error;
    }
    await this.#blobs.remove(stored.replaced);
    return stored.record;
  }

  /** Deletes all of it, or tells of each why not. What is not there is no error. */
  async delete(
    bucket: string,
    requests: readonly DeleteRequest[],
    now: Date,
  ): Promise<(DeletedObject | ServiceError)[]> {
    this.#buckets.require(bucket);
    const removed: Blob[] = [];
    const results = transaction(this.#database, () =>
      requests.map((request): DeletedObject | ServiceError => {
        try {
          // Only this may throw: nothing of a deletion that is refused is done.
          request.check?.(this.find(bucket, request.key));
        } catch (error) {
          if (error instanceof ServiceError) return error;
          throw error;
        }
        return this.#deleteOne(bucket, request, now, removed);
      }),
    );
    await this.#blobs.remove(removed);
    return results;
  }

  setTags({ bucket, key, version, properties }: ObjectRecord, tags: Record<string, string>): void {
    this.#setProperties.run(JSON.stringify({ ...properties, tags }), bucket, key, version);
  }

  #deleteOne(bucket: string, { key, version }: DeleteRequest, now: Date, removed: Blob[]): DeletedObject {
    if (version !== undefined) {
      const row = this.#delete.get(bucket, key, version);
      if (row === undefined) return { version, deleteMarker: false };
      removed.push(...readBlobs(row));
      if (readNumber(row, 'latest') === 1) this.#promote.run(bucket, key);
      return { version, deleteMarker: readNumber(row, 'delete_marker') === 1 };
    }
    if (this.#buckets.require(bucket).versioning === undefined) {
      const row = this.#delete.get(bucket, key, nullVersion);
      if (row !== undefined) removed.push(...readBlobs(row));
      return { version: undefined, deleteMarker: false };
    }
    const marker = { bucket, key, etag: '', properties: noProperties, blobs: [] };
    const { record, replaced } = this.#add(marker, now, true);
    removed.push(...replaced);
    return { version: record.version, deleteMarker: true };
  }

  /** Stores the key's newest version, or a delete marker as that. */
  #add(
    { bucket, key, etag, properties, blobs }: NewObject,
    now: Date,
    deleteMarker: boolean,
  ): { record: ObjectRecord; replaced: Blob[] } {
    const row = readNumber(this.#lastRow.get() ?? {}, 'id') + 1;
    const version = this.#buckets.require(bucket).versioning === 'Enabled' ? newVersionId(row) : nullVersion;
    const old = version === nullVersion ? this.#delete.get(bucket, key, nullVersion) : undefined;
    this.#outdate.run(bucket, key);
    const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
    const content = [JSON.stringify(properties), JSON.stringify(blobs)];
    this.#insert.run(row, bucket, key, version, Number(deleteMarker), size, etag, now.getTime(), ...content);
    const record = readRecord(this.#latest.get(bucket, key) ?? {});
    return { record, replaced: old === undefined ? [] : readBlobs(old) };
  }
}
