import path from 'node:path';
import { Readable } from 'node:stream';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { readText } from '../rows.ts';
import { BlobStore } from './blobs.ts';
import { Buckets } from './buckets.ts';
import { Listings } from './listing.ts';
import { Objects } from './objects.ts';
import type { ObjectStorage } from './objectStorage.ts';
import { noProperties, readBlobs } from './record.ts';
import { Uploads } from './uploads.ts';
import { VersionListings } from './versionListing.ts';

/** All of S3's state: what its operations work on. */
export interface S3Store {
  readonly buckets: Buckets;
  readonly objects: Objects;
  readonly listings: Listings;
  readonly versions: VersionListings;
  readonly uploads: Uploads;
  readonly blobs: BlobStore;
}

/** Opens the object store of a state folder. `sweep` removes what a killed process left behind; it may run beside requests. */
export function openS3Store(
  database: DatabaseSync,
  root: string,
  logger: Logger,
): S3Store & { sweep(): Promise<void> } {
  const blobs = new BlobStore(path.join(root, 'objects'), logger);
  const buckets = new Buckets(database);
  const objects = new Objects(database, buckets, blobs);
  const listings = new Listings(database);
  const versions = new VersionListings(database);
  const uploads = new Uploads(database, buckets, objects, blobs);
  return { buckets, objects, listings, versions, uploads, blobs, sweep: () => blobs.sweep(referencedBlobs(database)) };
}

function referencedBlobs(database: DatabaseSync): (id: string) => boolean {
  const known = new Set<string>();
  for (const row of database.prepare('SELECT blob FROM part').iterate()) known.add(readText(row, 'blob'));
  for (const row of database.prepare('SELECT blobs FROM object_version').iterate()) {
    for (const { id } of readBlobs(row)) known.add(id);
  }
  return (id) => known.has(id);
}

/** The object store for the job runner, in this process; `region` is that of the buckets it makes. */
export function createObjectStorage(store: S3Store, region: string, clock: Pick<Clock, 'now'>): ObjectStorage {
  const { buckets, objects, listings, blobs } = store;
  return {
    bucketExists: (bucket) => buckets.find(bucket) !== undefined,
    ensureBucket: (bucket) => {
      if (buckets.find(bucket) === undefined) buckets.create(bucket, region, clock.now());
    },
    find: (bucket, key) => objects.find(bucket, key),
    list: (bucket, prefix) => {
      buckets.require(bucket);
      return listings.all(bucket, prefix);
    },
    download: (bucket, key, file) => blobs.copyTo(objects.get(bucket, key).blobs, file),
    putFile: async (bucket, key, file, size, modified = clock.now()) => {
      objects.checkKey(bucket, key);
      const options = { start: 0, end: size - 1, highWaterMark: 1024 * 1024, autoClose: false };
      const content: AsyncIterable<Uint8Array> = size === 0 ? Readable.from([]) : file.createReadStream(options);
      const { blob, md5: etag } = await blobs.write(content, () => undefined);
      const properties = { ...noProperties, headers: { 'Content-Type': 'binary/octet-stream' } };
      const object = { bucket, key, etag, properties, blobs: [blob] };
      return objects.commit(object, { now: modified });
    },
  };
}
