/** One object of a listing. */
export interface StoredObject {
  readonly uri: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly lastModified: Date;
  readonly etag: string | undefined;
}

export interface TransferOptions {
  readonly signal?: AbortSignal;
  /** Bytes moved so far and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** S3, as far as the extension needs it. Every `uri` is `s3://bucket/key`. Failures are `AppError`s. */
export interface ObjectStore {
  bucketExists(bucket: string, signal?: AbortSignal): Promise<boolean>;
  createBucket(bucket: string, signal?: AbortSignal): Promise<void>;
  put(uri: string, body: Uint8Array | string, options?: TransferOptions): Promise<void>;
  /** Streams a local file up, in parts when it is large. */
  putFile(uri: string, file: string, options?: TransferOptions): Promise<void>;
  /** Every object whose key starts with the uri's key, in key order, page by page. */
  list(uri: string, signal?: AbortSignal): AsyncIterable<StoredObject>;
  head(uri: string, signal?: AbortSignal): Promise<StoredObject>;
  /** Bytes `start` to `end` inclusive, or the whole object without a range. A range past the end gives what is there. */
  read(uri: string, range?: { start: number; end: number }, signal?: AbortSignal): Promise<Uint8Array>;
  /** Streams an object into a file: written under a temporary name, then renamed. */
  download(uri: string, file: string, options?: TransferOptions): Promise<void>;
}
