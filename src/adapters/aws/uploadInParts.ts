import { createReadStream } from 'node:fs';
import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { TransferOptions } from '../../core/ports/objectStore.ts';

const smallestPart = 16 * 1024 * 1024;
const mostParts = 10_000;

/** A multipart upload of a file, four parts at a time; its parts are removed when it fails or is cancelled. */
export async function uploadInParts(
  s3: S3Client,
  target: Omit<PutObjectCommandInput, 'Body'>,
  { file, size }: { file: string; size: number },
  { signal, onProgress }: TransferOptions,
): Promise<void> {
  signal?.throwIfAborted();
  const partSize = Math.max(smallestPart, Math.ceil(size / mostParts));
  // Read in pieces of a part's size: the parts need not be put together then.
  const body = createReadStream(file, { highWaterMark: partSize });
  const upload = new Upload({ client: s3, params: { ...target, Body: body }, queueSize: 4, partSize });
  const abort = (): void => {
    void upload.abort();
  };
  signal?.addEventListener('abort', abort, { once: true });
  upload.on('httpUploadProgress', ({ loaded = 0 }) => onProgress?.(loaded, size));
  try {
    await upload.done();
  } finally {
    signal?.removeEventListener('abort', abort);
    body.destroy();
  }
}
