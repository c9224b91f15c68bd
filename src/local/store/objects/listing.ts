import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { readText } from '../rows.ts';
import { readObjectSummary, summaryColumns, type ObjectSummary } from './record.ts';

export interface ListingRequest {
  readonly bucket: string;
  readonly prefix: string;
  /** Keys that go on with this after the prefix are folded into one common prefix. Empty: none are. */
  readonly delimiter: string;
  /** Only keys, and common prefixes, after this one. */
  readonly after: string;
  /** Of objects and common prefixes together. */
  readonly limit: number;
}

export interface Listing {
  readonly objects: readonly ObjectSummary[];
  readonly commonPrefixes: readonly string[];
  /** The last key or common prefix of a listing that goes on; undefined at its end. */
  readonly next: string | undefined;
}

/** Rows are read in batches that grow: where folders follow one another, most of a batch would be read in vain. */
export const firstBatch = 4;

/** Lists objects in the order of their keys' UTF-8 bytes. A common prefix costs one look-up, however many keys it stands for. */
export class Listings {
  readonly #from: StatementSync;

  constructor(database: DatabaseSync) {
    this.#from = database.prepare(
      `SELECT ${summaryColumns} FROM object_version
       WHERE bucket = ? AND key >= ? AND latest = 1 AND delete_marker = 0 ORDER BY key LIMIT ?`,
    );
  }

  list({ bucket, prefix, delimiter, after, limit }: ListingRequest): Listing {
    const objects: ObjectSummary[] = [];
    const commonPrefixes: string[] = [];
    // A page of nothing is not continued: there would be no end to it.
    if (limit === 0) return { objects, commonPrefixes, next: undefined };
    let last = '';
    for (const found of this.#entries(bucket, prefix, delimiter, after, limit)) {
      if (objects.length + commonPrefixes.length === limit) return { objects, commonPrefixes, next: last };
      if (typeof found === 'string') commonPrefixes.push(found);
      else objects.push(found);
      last = typeof found === 'string' ? found : found.key;
    }
    return { objects, commonPrefixes, next: undefined };
  }

  /** Every object of a prefix. Objects stored or deleted meanwhile may or may not be among them. */
  *all(bucket: string, prefix: string): Generator<ObjectSummary, void> {
    for (const found of this.#entries(bucket, prefix, '', '', 1000)) if (typeof found !== 'string') yield found;
  }

  *#entries(
    bucket: string,
    prefix: string,
    delimiter: string,
    after: string,
    limit: number,
  ): Generator<ObjectSummary | string, void> {
    let from = firstKey(after, prefix, delimiter);
    let batch = firstBatch;
    for (;;) {
      let seen = 0;
      let next = '';
      batch = Math.min(batch * 4, limit + 1);
      for (const row of this.#from.all(bucket, from, batch)) {
        const key = readText(row, 'key');
        if (!key.startsWith(prefix)) return;
        seen += 1;
        const common = commonPrefix(key, prefix, delimiter);
        if (common !== undefined) {
          yield common;
          next = successor(common);
          batch = firstBatch;
          break;
        }
        yield readObjectSummary(row);
        next = `${key}\0`;
      }
      if (seen === 0) return;
      from = next;
    }
  }
}

/** The least key that a listing goes on with behind the key or common prefix `after`; behind nothing it begins. */
export function firstKey(after: string, prefix: string, delimiter: string): string {
  if (after === '') return prefix;
  return later(prefix, commonPrefix(after, prefix, delimiter) === after ? successor(after) : `${after}\0`);
}

export function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

/** Whichever of two keys S3 lists later. */
function later(one: string, other: string): string {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0 ? other : one;
}

/** The least key that sorts after every key that starts with this prefix. */
export function successor(prefix: string): string {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  const last = points.pop() ?? 0;
  const head = String.fromCodePoint(...points);
  if (last === 0x10ffff) return points.length === 0 ? `${prefix}\0` : successor(head);
  return head + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1);
}
