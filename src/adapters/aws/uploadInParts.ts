import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { TransferOptions } from '../../core/ports/objectStore.ts';

const smallestPart = 16 * 1024 * 1024;
const mostParts = 10_000;

/** A multipart upload, four parts at a time; its parts are removed when it fails or is cancelled. */
export async function uploadInParts(
  s3: S3Client,
  params: PutObjectCommandInput,
  size: number,
  { signal, onProgress }: TransferOptions,
): Promise<void> {
  signal?.throwIfAborted();
  const upload = new Upload({
    client: s3,
    params,
    queueSize: 4,
    partSize: Math.max(smallestPart, Math.ceil(size / mostParts)),
  });
  const abort = (): void => {
    void upload.abort();
  };
  signal?.addEventListener('abort', abort, { once: true });
  upload.on('httpUploadProgress', ({ loaded = 0 }) => onProgress?.(loaded, size));
  try {
    await upload.done();
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
