import path from 'node:path';
import * as z from 'zod';
import { JobError } from '../contracts/jobError.ts';
import { bucketAndKey } from './bucketAndKey.ts';

/** An object and where it goes, relative to the input's folder. */
export interface PlannedDownload {
  readonly key: string;
  readonly relative: string;
}

/**
 * Where the objects under an S3Prefix go. The prefix's own object lands under its file name, what is below it keeps its relative
 * path, and a prefix that ends in mid-name (`data/part-`) keeps the names it matches.
 */
export function planPrefix(uri: string, keys: readonly string[]): PlannedDownload[] {
  const { key: prefix } = bucketAndKey(uri);
  if (keys.length === 0) {
    throw new JobError(
      `ClientError: Data download failed: No S3 objects found under S3 URL "${uri}". Check the bucket and the prefix.`,
    );
  }
  const parent = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const folder = prefix.endsWith('/') || prefix === '' ? prefix : `${prefix}/`;
  return keys.map((key) => {
    const relative = key.startsWith(folder) ? key.slice(folder.length) : key.slice(parent.length);
    return { key, relative: safeRelative(uri, key, relative) };
  });
}

const manifestSchema = z.tuple([z.object({ prefix: z.string() })], z.string());

/** What a manifest lists: `[{"prefix": "s3://bucket/folder/"}, "one.csv", "two.csv"]`. All are in the prefix's bucket. */
export function planManifest(uri: string, text: string): { bucket: string; files: PlannedDownload[] } {
  let manifest;
  try {
    manifest = manifestSchema.parse(JSON.parse(text));
  } catch {
    throw new JobError(
      `ClientError: Data download failed: ${uri} is not a manifest. It must be JSON such as [{"prefix": "s3://bucket/folder/"}, "one.csv"].`,
    );
  }
  const [{ prefix }, ...names] = manifest;
  const place = bucketAndKey(prefix);
  return {
    bucket: place.bucket,
    files: names.map((name) => ({ key: place.key + name, relative: safeRelative(uri, place.key + name, name) })),
  };
}

/** The part of a host: every n-th object by key. */
export function shard(
  files: readonly PlannedDownload[],
  host: { readonly index: number; readonly count: number },
): PlannedDownload[] {
  return files.filter((_file, index) => index % host.count === host.index);
}

/** S3 allows any key; a file system does not. A key must never lead out of the input's folder. */
function safeRelative(uri: string, key: string, relative: string): string {
  const parts = relative.split('/').filter((part) => part !== '');
  if (parts.some((part) => part === '..' || part === '.') || relative.includes('\0')) {
    throw new JobError(`ClientError: Data download failed: the key "${key}" under ${uri} cannot be a file name.`);
  }
  return parts.join(path.sep) + (relative.endsWith('/') || relative === '' ? path.sep : '');
}
