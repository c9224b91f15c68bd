import type { FileHandle } from 'node:fs/promises';
import type { ObjectSummary } from './record.ts';

/** The object store as the job runner uses it, without HTTP. Failures are `ServiceError`s with S3's codes. */
export interface ObjectStorage {
  bucketExists(bucket: string): boolean;
  /** Makes the bucket unless it is there. */
  ensureBucket(bucket: string): void;
  /** Undefined when there is no such object. */
  find(bucket: string, key: string): ObjectSummary | undefined;
  /** Every object whose key starts with `prefix`, in key order. */
  list(bucket: string, prefix: string): Iterable<ObjectSummary>;
  /** Copies an object into a file, which must not exist: whoever owns the file can never alter the object. */
  download(bucket: string, key: string, file: string): Promise<void>;
  /** Stores a copy of the first `size` bytes of an open file, replacing what has the key. The file stays open. */
  putFile(bucket: string, key: string, file: FileHandle, size: number, modified?: Date): Promise<ObjectSummary>;
}
