import pLimit from 'p-limit';
import type { Backend } from '../../core/ports/backend.ts';

export interface FileUpload {
  /** Absolute path. */
  readonly file: string;
  readonly uri: string;
  /** Bytes. */
  readonly size: number;
}

export interface UploadFilesOptions {
  readonly backend: Backend;
  readonly uploads: readonly FileUpload[];
  /** Bytes so far and in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

const atOnce = 12;

/** Uploads files, several at a time. The first failure ends it; what is on its way then is cancelled. */
export async function uploadFiles({ backend, uploads, onProgress, signal }: UploadFilesOptions): Promise<void> {
  const total = uploads.reduce((sum, upload) => sum + upload.size, 0);
  const moved = new Map<FileUpload, number>();
  const report = (upload: FileUpload, bytes: number): void => {
    done += bytes - (moved.get(upload) ?? 0);
    moved.set(upload, bytes);
    onProgress?.(done, total);
  };
  let done = 0;
  const failed = new AbortController();
  const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  try {
    await pLimit(atOnce).map(uploads, async (upload) => {
      either.throwIfAborted();
      await backend.objects.putFile(upload.uri, upload.file, {
        signal: either,
        onProgress: (bytes) => {
          report(upload, bytes);
        },
      });
      report(upload, upload.size);
    });
  } catch (error) {
    failed.abort();
    throw error;
  }
}
