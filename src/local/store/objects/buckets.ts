import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ServiceError } from '../../protocol/serviceError.ts';
import { transaction } from '../database.ts';
import { readNumber, readText, type Row } from '../rows.ts';
import { checkBucketName } from './bucketName.ts';
import { noSuchBucket } from './errors.ts';

export type Versioning = 'Enabled' | 'Suspended';

export interface Bucket {
  readonly name: string;
  readonly created: Date;
  readonly region: string;
  /** Undefined until it is first turned on. */
  readonly versioning: Versioning | undefined;
}

/** Buckets and their configurations. */
export class Buckets {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #all: StatementSync;
  readonly #insert: StatementSync;
  readonly #anyObject: StatementSync;
  readonly #configuration: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#find = database.prepare('SELECT * FROM bucket WHERE name = ?');
    this.#all = database.prepare('SELECT * FROM bucket ORDER BY name');
    this.#insert = database.prepare('INSERT INTO bucket (name, created, region) VALUES (?, ?, ?)');
    this.#anyObject = database.prepare(
      'SELECT 1 FROM object_version WHERE bucket = :name UNION ALL SELECT 1 FROM upload WHERE bucket = :name LIMIT 1',
    );
    this.#configuration = database.prepare('SELECT document FROM bucket_configuration WHERE bucket = ? AND name = ?');
  }

  find(name: string): Bucket | undefined {
    const row = this.#find.get(name);
    return row === undefined ? undefined : readBucket(row);
  }

  /** Throws NoSuchBucket unless it is there. */
  require(name: string): Bucket {
    const bucket = this.find(name);
    if (bucket === undefined) throw noSuchBucket(name);
    return bucket;
  }

  list(): Bucket[] {
    return this.#all.all().map(readBucket);
  }

  /** Makes a bucket in a region. One's own made again is no error where S3 began, and only there. */
  create(name: string, region: string, now: Date): void {
    checkBucketName(name);
    const there = this.find(name);
    if (there === undefined) this.#insert.run(name, now.getTime(), region);
    else if (there.region !== 'us-east-1' || region !== 'us-east-1') {
      const message = 'Your previous request to create the named bucket succeeded and you already own it.';
      throw new ServiceError('BucketAlreadyOwnedByYou', message, 409, { BucketName: name });
    }
  }

  setVersioning(name: string, versioning: Versioning): void {
    this.require(name);
    this.#database.prepare('UPDATE bucket SET versioning = ? WHERE name = ?').run(versioning, name);
  }

  /** Multipart uploads that were begun and not ended count as content, unlike on AWS, which charges for them unseen. */
  delete(name: string): void {
    const { versioning } = this.require(name);
    if (this.#anyObject.get({ name }) !== undefined) {
      const more = versioning === undefined ? '' : '. You must delete all versions in the bucket.';
      const message = `The bucket you tried to delete is not empty${more}`;
      throw new ServiceError('BucketNotEmpty', message, 409, { BucketName: name });
    }
    transaction(this.#database, () => {
      for (const table of ['completed_upload', 'bucket_configuration'])
        this.#database.prepare(`DELETE FROM ${table} WHERE bucket = ?`).run(name);
      this.#database.prepare('DELETE FROM bucket WHERE name = ?').run(name);
    });
  }

  /** A document that was stored with the bucket, as it was given to `configure`. */
  configuration(name: string, configuration: string): string | undefined {
    this.require(name);
    const row = this.#configuration.get(name, configuration);
    return row === undefined ? undefined : readText(row, 'document');
  }

  /** Stores a document with the bucket in place of one of the same name; undefined removes it. */
  configure(name: string, configuration: string, document: string | undefined): void {
    this.require(name);
    if (document === undefined) {
      this.#database.prepare('DELETE FROM bucket_configuration WHERE bucket = ? AND name = ?').run(name, configuration);
    } else {
      this.#database
        .prepare('INSERT OR REPLACE INTO bucket_configuration (bucket, name, document) VALUES (?, ?, ?)')
        .run(name, configuration, document);
    }
  }
}

function readBucket(row: Row): Bucket {
  const { versioning } = row;
  return {
    name: readText(row, 'name'),
    created: new Date(readNumber(row, 'created')),
    region: readText(row, 'region'),
    versioning: versioning === 'Enabled' || versioning === 'Suspended' ? versioning : undefined,
  };
}
