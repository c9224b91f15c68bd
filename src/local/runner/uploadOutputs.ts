import type { Stats } from 'node:fs';
import { lstat, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ProcessingOutput } from '@aws-sdk/client-sagemaker';
import pLimit from 'p-limit';
import type { ObjectStorage } from '../store/objects/objectStorage.ts';
import { onHost, type HostFolder } from './jobFolder.ts';
import { parseS3Uri } from './s3Uri.ts';

const parallelUploads = 4;

interface Output {
  readonly folder: string;
  readonly uri: string;
  readonly continuous: boolean;
}

/** The outputs of one host: their folders, made before the job starts, and what of them has been uploaded. */
export class OutputUploader {
  readonly #storage: ObjectStorage;
  readonly #outputs: readonly Output[];
  /** Size and time of each file as it was uploaded last. */
  readonly #uploaded = new Map<string, string>();

  constructor(storage: ObjectStorage, outputs: readonly ProcessingOutput[], folder: HostFolder) {
    this.#storage = storage;
    this.#outputs = outputs.flatMap(({ S3Output, AppManaged }) => {
      const local = onHost(folder, S3Output?.LocalPath ?? '');
      if (S3Output === undefined || local === undefined || AppManaged === true) return [];
      return [{ folder: local, uri: S3Output.S3Uri ?? '', continuous: S3Output.S3UploadMode === 'Continuous' }];
    });
  }

  get continuous(): boolean {
    return this.#outputs.some((output) => output.continuous);
  }

  async makeFolders(): Promise<void> {
    for (const { folder } of this.#outputs) await mkdir(folder, { recursive: true });
  }

  /** Uploads what is new or changed: of every output, or while the job runs, of the continuous ones. */
  async upload(which: 'all' | 'continuous', signal?: AbortSignal): Promise<void> {
    const limit = pLimit(parallelUploads);
    for (const { folder, uri, continuous } of this.#outputs) {
      if (which === 'continuous' && !continuous) continue;
      const { bucket, key } = parseS3Uri(uri);
      const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
      const files = await regularFiles(folder);
      await Promise.all(
        files.map(({ file, stats }) =>
          limit(async () => {
            signal?.throwIfAborted();
            const version = `${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`;
            const objectKey = prefix + path.relative(folder, file).split(path.sep).join('/');
            const place = `${bucket}/${objectKey}`;
            if (this.#uploaded.get(place) === version) return;
            await this.#storage.putFile(bucket, objectKey, file);
            this.#uploaded.set(place, version);
          }),
        ),
      );
    }
  }
}

/** The files below a folder. Symbolic links are not followed, as by SageMaker; pipes and sockets are no files. */
async function regularFiles(folder: string): Promise<{ file: string; stats: Stats }[]> {
  const found: { file: string; stats: Stats }[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(absent)) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await regularFiles(file)));
    else if (entry.isFile()) {
      const stats = await lstat(file).catch(absent);
      if (!Array.isArray(stats)) found.push({ file, stats });
    }
  }
  return found;
}

/** What the job has removed meanwhile is not there to be uploaded. */
function absent(error: unknown): never[] {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
  throw error;
}
