import fs, { type FileHandle } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type CompletedPart,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../core/errors.ts';
import type { TransferOptions } from '../../core/ports/objectStore.ts';
import { abortOption } from './abortOption.ts';

const smallestPart = 16 * 1024 * 1024;
const mostParts = 10_000;
const atOnce = 4;

type Target = Omit<PutObjectCommandInput, 'Body'>;

/**
 * A multipart upload of a file, four parts at a time; its parts are removed when it fails or is cancelled. The parts are read into
 * buffers that are used again and again: the SDK's own `Upload` copies each part twice, which takes longer than sending it to Local.
 */
export async function uploadInParts(
  s3: S3Client,
  target: Target,
  { file, size }: { file: string; size: number },
  { signal, onProgress }: TransferOptions,
): Promise<void> {
  signal?.throwIfAborted();
  const partSize = Math.max(smallestPart, Math.ceil(size / mostParts));
  const handle = await fs.open(file);
  try {
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'CRC32' }),
      abortOption(signal),
    );
    const upload = { ...target, UploadId };
    try {
      const Parts = await sendParts(s3, upload, { file, size, handle, partSize }, { signal, onProgress });
      await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }), abortOption(signal));
    } catch (error) {
      // What it failed with is told; parts that cannot be removed now expire by the bucket's rules.
      await s3.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
      throw error;
    }
  } finally {
    await handle.close();
  }
}

interface Source {
  readonly file: string;
  readonly size: number;
  readonly handle: FileHandle;
  readonly partSize: number;
}

async function sendParts(
  s3: S3Client,
  upload: Target & { UploadId: string | undefined },
  source: Source,
  { signal, onProgress }: { signal: AbortSignal | undefined; onProgress: TransferOptions['onProgress'] },
): Promise<CompletedPart[]> {
  const { size, partSize } = source;
  const count = Math.ceil(size / partSize);
  const parts: CompletedPart[] = [];
  // One part's failure ends the others.
  const failed = new AbortController();
  const ended = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  let next = 0;
  let sent = 0;
  const send = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafeSlow(Math.min(partSize, size));
    for (let part = next++; part < count; part = next++) {
      ended.throwIfAborted();
      const Body = await readPart(source, part, buffer);
      const PartNumber = part + 1;
      const { ETag, ChecksumCRC32 } = await s3.send(
        new UploadPartCommand({ ...upload, PartNumber, Body, ContentLength: Body.length, ChecksumAlgorithm: 'CRC32' }),
        abortOption(ended),
      );
      parts[part] = { PartNumber, ETag, ChecksumCRC32 };
      sent += Body.length;
      onProgress?.(sent, size);
    }
  };
  const senders = Array.from({ length: Math.min(atOnce, count) }, () =>
    send().catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  // All have ended before the upload is: a part sent after its removal would stay for ever.
  await Promise.allSettled(senders);
  failed.signal.throwIfAborted();
  return parts;
}

async function readPart({ file, size, handle, partSize }: Source, part: number, buffer: Buffer): Promise<Buffer> {
  const start = part * partSize;
  const length = Math.min(partSize, size - start);
  const { bytesRead } = await handle.read(buffer, 0, length, start);
  if (bytesRead === length) return buffer.subarray(0, length);
  throw new AppError('FileChanged', l10n.t('{0} became shorter while it was uploaded. Try again.', file));
}
