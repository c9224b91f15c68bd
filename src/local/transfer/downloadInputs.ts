import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ObjectStorage } from '../store/objects/objectStorage.ts';
import { planManifest, planPrefix, shard, type PlannedDownload } from './inputPlan.ts';
import type { PlannedInput } from '../contracts/contract.ts';
import { JobError } from '../contracts/jobError.ts';
import { onHost, type HostFolder } from '../files/jobFolder.ts';
import { limited } from './limited.ts';
import { bucketAndKey } from './bucketAndKey.ts';

const parallelDownloads = 4;

export interface HostNumber {
  readonly index: number;
  readonly count: number;
}

/** Copies the job's inputs into a host's folder, before its processes start. */
export async function downloadInputs(
  storage: ObjectStorage,
  inputs: readonly PlannedInput[],
  folder: HostFolder,
  host: HostNumber,
  signal: AbortSignal,
): Promise<void> {
  for (const input of inputs) {
    const target = onHost(folder, input.place);
    if (target === undefined) continue;
    await mkdir(target, { recursive: true });
    const { bucket, files } = await plan(storage, input, folder);
    await limited(input.isSharded ? shard(files, host) : files, parallelDownloads, async (file) => {
      signal.throwIfAborted();
      await downloadFile(storage, bucket, file, target, input.isGzip);
    });
  }
}

async function plan(
  storage: ObjectStorage,
  { uri, listedBy }: PlannedInput,
  folder: HostFolder,
): Promise<{ bucket: string; files: PlannedDownload[] }> {
  const { bucket, key } = bucketAndKey(uri);
  if (listedBy === 'S3Prefix') {
    return {
      bucket,
      files: planPrefix(
        uri,
        Array.from(storage.list(bucket, key), (object) => object.key),
      ),
    };
  }
  const manifest = path.join(folder.tmp, 'manifest');
  await storage.download(bucket, key, manifest);
  const text = await readFile(manifest, 'utf8');
  await rm(manifest);
  return planManifest(uri, text);
}

async function downloadFile(
  storage: ObjectStorage,
  bucket: string,
  { key, relative }: PlannedDownload,
  target: string,
  compressed: boolean,
): Promise<void> {
  const file = path.join(target, relative);
  try {
    // A key that ends in a slash is how consoles mark a folder.
    if (relative.endsWith(path.sep)) {
      await mkdir(file, { recursive: true });
      return;
    }
    await mkdir(path.dirname(file), { recursive: true });
    await storage.download(bucket, key, file);
    if (compressed) await decompress(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const clash = code === 'EEXIST' || code === 'EISDIR' || code === 'ENOTDIR';
    if (clash)
      throw new JobError(`ClientError: Data download failed: "${key}" and another object both land at ${relative}.`);
    if (code === 'ENAMETOOLONG')
      throw new JobError(`ClientError: Data download failed: the key "${key}" is too long for a file name.`);
    throw error;
  }
}

/** Replaces a gzip file by its content, without `.gz` at the end of the name. */
async function decompress(file: string): Promise<void> {
  const target = file.endsWith('.gz') ? file.slice(0, -3) : `${file}.decompressed`;
  try {
    await pipeline(createReadStream(file), createGunzip(), createWriteStream(target, { flags: 'wx' }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new JobError(
        `ClientError: Data download failed: ${path.basename(file)} is not a gzip file, as S3CompressionType Gzip says.`,
      );
    }
    throw error;
  }
  await rm(file);
  if (!file.endsWith('.gz')) await pipeline(createReadStream(target), createWriteStream(file)).then(() => rm(target));
}
