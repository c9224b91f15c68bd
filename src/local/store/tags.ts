import type { DatabaseSync } from 'node:sqlite';
import type { Tag } from '@aws-sdk/client-sagemaker';
import { transaction } from './database.ts';
import { readText } from './rows.ts';

/** The tags of resources, by ARN. */
export class TagStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Adds tags or replaces their values. False, with nothing changed, when the resource would have more than `limit`. */
  add(arn: string, tags: readonly Tag[], limit: number): boolean {
    const insert = this.#database.prepare(
      'INSERT INTO tag (arn, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    );
    const keys = new Set([...this.list(arn), ...tags].map(({ Key }) => Key));
    if (keys.size > limit) return false;
    transaction(this.#database, () => {
      for (const { Key, Value } of tags) insert.run(arn, Key ?? '', Value ?? '');
    });
    return true;
  }

  /** In key order. */
  list(arn: string): Tag[] {
    return this.#database
      .prepare('SELECT key, value FROM tag WHERE arn = ? ORDER BY key')
      .all(arn)
      .map((row) => ({ Key: readText(row, 'key'), Value: readText(row, 'value') }));
  }

  remove(arn: string, keys: readonly string[]): void {
    const remove = this.#database.prepare('DELETE FROM tag WHERE arn = ? AND key = ?');
    transaction(this.#database, () => {
      for (const key of keys) remove.run(arn, key);
    });
  }
}
