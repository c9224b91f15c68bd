import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { readNumber, readText } from '../rows.ts';
import { commonPrefix, firstBatch, firstKey, successor, type ListingRequest } from './listing.ts';
import { readVersion, versionColumns, type ObjectVersion } from './record.ts';
import { rowOfVersion } from './versionId.ts';

export interface VersionListingRequest extends ListingRequest {
  /** Goes on behind this version of the key `after`, instead of behind all of them. */
  readonly afterVersion: string | undefined;
}

export interface VersionListing {
  /** Delete markers among them. */
  readonly versions: readonly ObjectVersion[];
  readonly commonPrefixes: readonly string[];
  /** What a listing that goes on was up to; `version` is undefined at a common prefix. */
  readonly next: { readonly key: string; readonly version: string | undefined } | undefined;
}

const NEWEST = Number.MAX_SAFE_INTEGER;

/** Lists all versions in the order of their keys' UTF-8 bytes, a key's newest first. */
export class VersionListings {
  readonly #from: StatementSync;
  readonly #row: StatementSync;

  constructor(database: DatabaseSync) {
    this.#from = database.prepare(
      `SELECT ${versionColumns} FROM object_version
       WHERE bucket = :bucket AND key >= :key AND NOT (key = :key AND id >= :row) ORDER BY key, id DESC LIMIT :limit`,
    );
    this.#row = database.prepare('SELECT id FROM object_version WHERE bucket = ? AND key = ? AND version = ?');
  }

  list(request: VersionListingRequest): VersionListing {
    const { limit } = request;
    const versions: ObjectVersion[] = [];
    const commonPrefixes: string[] = [];
    if (limit === 0) return { versions, commonPrefixes, next: undefined };
    let next: VersionListing['next'];
    for (const found of this.#entries(request)) {
      if (versions.length + commonPrefixes.length === limit) return { versions, commonPrefixes, next };
      if (typeof found === 'string') commonPrefixes.push(found);
      else versions.push(found);
      next = typeof found === 'string' ? { key: found, version: undefined } : found;
    }
    return { versions, commonPrefixes, next: undefined };
  }

  *#entries(request: VersionListingRequest): Generator<ObjectVersion | string, void> {
    const { bucket, prefix, delimiter, limit } = request;
    let { key, row } = this.#start(request);
    let batch = firstBatch;
    for (;;) {
      batch = Math.min(batch * 4, limit + 1);
      const rows = this.#from.all({ bucket, key, row, limit: batch });
      for (const found of rows) {
        key = readText(found, 'key');
        if (!key.startsWith(prefix)) return;
        row = readNumber(found, 'id');
        const common = commonPrefix(key, prefix, delimiter);
        if (common !== undefined) {
          yield common;
          [key, row] = [successor(common), NEWEST];
          batch = firstBatch;
          break;
        }
        yield readVersion(found);
      }
      if (rows.length === 0) return;
    }
  }

  /** The null version's id does not tell its place: where it was deleted meanwhile, the key's versions are listed again. */
  #start({ bucket, prefix, delimiter, after, afterVersion }: VersionListingRequest): { key: string; row: number } {
    if (afterVersion === undefined || after === '') return { key: firstKey(after, prefix, delimiter), row: NEWEST };
    const found = this.#row.get(bucket, after, afterVersion);
    return { key: after, row: found === undefined ? (rowOfVersion(afterVersion) ?? NEWEST) : readNumber(found, 'id') };
  }
}
