import type { DatabaseSync } from 'node:sqlite';
import { inRegion } from '../protocol/region.ts';
import { transaction } from './database.ts';
import { readText } from './rows.ts';

export interface StoredTag {
  readonly Key: string;
  readonly Value: string;
}

/** What ARNs are kept with: a resource has its tags whatever region it is named in. */
const keptRegion = 'us-east-1';

/** The tags of resources, by ARN, of whatever region. */
export class TagStore {
  readonly #database: DatabaseSync;
  readonly #put;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#put = database.prepare(
      'INSERT INTO tag (arn, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    );
  }

  /** Adds tags or replaces their values. False, with nothing changed, when the resource would have more than `limit`. */
  add(arn: string, tags: readonly StoredTag[], limit: number): boolean {
    const keys = new Set([...this.list(arn), ...tags].map(({ Key }) => Key));
    if (keys.size > limit) return false;
    transaction(this.#database, () => {
      this.put(arn, tags);
    });
    return true;
  }

  /** Adds or replaces tags. The caller's transaction keeps them whole. */
  put(arn: string, tags: readonly StoredTag[]): void {
    for (const { Key, Value } of tags) this.#put.run(inRegion(arn, keptRegion), Key, Value);
  }

  /** In key order. */
  list(arn: string): StoredTag[] {
    return this.#database
      .prepare('SELECT key, value FROM tag WHERE arn = ? ORDER BY key')
      .all(inRegion(arn, keptRegion))
      .map((row) => ({ Key: readText(row, 'key'), Value: readText(row, 'value') }));
  }

  remove(arn: string, keys: readonly string[]): void {
    const remove = this.#database.prepare('DELETE FROM tag WHERE arn = ? AND key = ?');
    transaction(this.#database, () => {
      for (const key of keys) remove.run(inRegion(arn, keptRegion), key);
    });
  }
}
