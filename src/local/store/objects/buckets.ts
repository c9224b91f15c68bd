import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ServiceError } from '../../protocol/serviceError.ts';
import { noSuchBucket } from './errors.ts';
import { integer, text } from './record.ts';

export interface Bucket {
  readonly name: string;
  readonly created: Date;
}

export class Buckets {
  readonly #find: StatementSync;
  readonly #all: StatementSync;
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #anyObject: StatementSync;

  constructor(database: DatabaseSync) {
    this.#find = database.prepare('SELECT 1 FROM bucket WHERE name = ?');
    this.#all = database.prepare('SELECT name, created FROM bucket ORDER BY name');
    this.#insert = database.prepare('INSERT INTO bucket (name, created) VALUES (?, ?)');
    this.#delete = database.prepare('DELETE FROM bucket WHERE name = ?');
    this.#anyObject = database.prepare(
      'SELECT 1 FROM object WHERE bucket = :name UNION ALL SELECT 1 FROM upload WHERE bucket = :name LIMIT 1',
    );
  }

  exists(name: string): boolean {
    return this.#find.get(name) !== undefined;
  }

  require(name: string): void {
    if (!this.exists(name)) throw noSuchBucket(name);
  }

  list(): Bucket[] {
    return this.#all.all().map((row) => ({ name: text(row, 'name'), created: new Date(integer(row, 'created')) }));
  }

  create(name: string, now: Date): void {
    checkName(name);
    if (this.exists(name)) {
      const message = 'Your previous request to create the named bucket succeeded and you already own it.';
      throw new ServiceError('BucketAlreadyOwnedByYou', message, 409, { BucketName: name });
    }
    this.#insert.run(name, now.getTime());
  }

  /** Multipart uploads that were begun and not ended count as content, unlike on AWS, which charges for them unseen. */
  delete(name: string): void {
    this.require(name);
    if (this.#anyObject.get({ name }) !== undefined) {
      throw new ServiceError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, {
        BucketName: name,
      });
    }
    this.#delete.run(name);
  }
}

function checkName(name: string): void {
  const legal =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+(\.\d+){3}$/.test(name);
  if (!legal)
    throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
}
