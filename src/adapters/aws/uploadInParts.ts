import fs, { type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
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

/** Bytes; small enough for what is read to be in the processor's cache still when it is sent. */
const smallestPart = 8 * 1024 * 1024;
/** Bytes that are read and checked at a time, for the same reason. */
const pieceSize = 512 * 1024;
const mostParts = 10_000;
const fewestAtOnce = 2;
const mostAtOnce = 4;
/** Milliseconds: where a part takes longer, it is the line that is waited for, and more parts at once fill it. */
const longPart = 250;

type Target = Omit<PutObjectCommandInput, 'Body'>;

/**
 * A multipart upload of a file, two to four parts at a time; its parts are removed when it fails or is cancelled. The parts are read into
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
      const { Body, ChecksumCRC32 } = await readPart(source, part, buffer);
      const PartNumber = part + 1;
      const begun = performance.now();
      const { ETag } = await s3.send(
        new UploadPartCommand({ ...upload, PartNumber, Body, ContentLength: Body.length, ChecksumCRC32 }),
        abortOption(ended),
      );
      if (performance.now() - begun > longPart && senders.length < mostAtOnce && next < count) addSender();
      parts[part] = { PartNumber, ETag, ChecksumCRC32 };
      sent += Body.length;
      onProgress?.(sent, size);
    }
  };
  const senders: Promise<void>[] = [];
  const addSender = (): void => {
    senders.push(
      send().catch((error: unknown) => {
        failed.abort(error);
      }),
    );
  };
  for (let sender = 0; sender < Math.min(fewestAtOnce, count); sender++) addSender();
  // All have ended before the upload is, those too that are added meanwhile: a part sent after its removal would stay for ever.
  for (const sender of senders) await sender;
  failed.signal.throwIfAborted();
  return parts;
}

/** Reads a part, and makes its checksum of each piece as soon as that is there. */
async function readPart(
  { file, size, handle, partSize }: Source,
  part: number,
  buffer: Buffer,
): Promise<{ Body: Buffer; ChecksumCRC32: string }> {
  const start = part * partSize;
  const length = Math.min(partSize, size - start);
  let crc = 0;
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, Math.min(pieceSize, length - done), start + done);
    if (bytesRead === 0)
      throw new AppError('FileChanged', l10n.t('{0} became shorter while it was uploaded. Try again.', file));
    crc = crc32(buffer.subarray(done, done + bytesRead), crc);
    done += bytesRead;
  }
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc);
  return { Body: buffer.subarray(0, length), ChecksumCRC32: checksum.toString('base64') };
}
