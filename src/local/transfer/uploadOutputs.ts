import type { Stats } from 'node:fs';
import { lstat, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { PlannedOutput } from '../contracts/contract.ts';
import type { ObjectStorage } from '../store/objects/objectStorage.ts';
import type { JobFiles } from '../files/jobFiles.ts';
import { onHost, type HostFolder } from '../files/jobFolder.ts';
import { limited } from './limited.ts';
import { isNoFile } from '../files/regularFile.ts';
import { bucketAndKey } from './bucketAndKey.ts';

const parallelUploads = 4;
/** How many of the things that are not uploaded are named. */
const namedAtMost = 20;

/** The outputs of one host: their folders, made before the job starts, and what of them has been uploaded. */
export class OutputUploader {
  readonly #storage: ObjectStorage;
  readonly #files: JobFiles;
  readonly #outputs: readonly PlannedOutput[];
  /** Size and time of each file as it was uploaded last. */
  readonly #uploaded = new Map<string, string>();
  #lastDate = 0;

  constructor(storage: ObjectStorage, outputs: readonly PlannedOutput[], files: JobFiles) {
    this.#storage = storage;
    this.#files = files;
    this.#outputs = outputs;
  }

  get continuous(): boolean {
    return this.#outputs.some((output) => output.isContinuous);
  }

  /** Before the job starts: afterwards its folders are no place to write to. */
  async makeFolders(folder: HostFolder): Promise<void> {
    for (const { place } of this.#outputs) {
      const made = onHost(folder, place);
      if (made !== undefined) await mkdir(made, { recursive: true });
    }
  }

  /**
   * Uploads what is new or changed: of every output, or while the job runs, of the continuous ones. The dates that the objects get follow
   * the order in which the files were written. Resolves with lines that tell what is there and was not uploaded.
   */
  async upload(which: 'all' | 'continuous', signal?: AbortSignal): Promise<string[]> {
    const leftOut: string[] = [];
    const found: { bucket: string; key: string; file: string; stats: Stats }[] = [];
    for (const { place, uri, isContinuous } of this.#outputs) {
      if (which === 'continuous' && !isContinuous) continue;
      const { bucket, key } = bucketAndKey(uri);
      const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
      const folder = await this.#files.locate(place);
      if (folder === undefined) {
        leftOut.push(`${place}: a symbolic link leads out of the job's folders`);
        continue;
      }
      if (!(await isFolder(folder))) {
        leftOut.push(`${place}: the job has left no folder there`);
        continue;
      }
      for (const { file, stats } of await regularFiles(folder, place, leftOut)) {
        const key = prefix + path.relative(folder, file).split(path.sep).join('/');
        if (this.#uploaded.get(`${bucket}/${key}`) !== versionOf(stats)) found.push({ bucket, key, file, stats });
      }
    }
    found.sort((a, b) => a.stats.mtimeMs - b.stats.mtimeMs);
    const first = Math.max(this.#lastDate + 1, Date.now() - found.length);
    this.#lastDate = first + found.length;
    await limited([...found.entries()], parallelUploads, async ([at, { bucket, key, file }]) => {
      signal?.throwIfAborted();
      await this.#upload(bucket, key, file, new Date(first + at));
    });
    return notes(leftOut);
  }

  async #upload(bucket: string, key: string, file: string, date: Date): Promise<void> {
    const handle = await this.#files.open(file);
    if (handle === undefined) return;
    try {
      const opened = await handle.stat();
      await this.#storage.putFile(bucket, key, handle, opened.size, date);
      this.#uploaded.set(`${bucket}/${key}`, versionOf(opened));
    } finally {
      await handle.close();
    }
  }
}

function versionOf({ size, mtimeMs, ctimeMs }: Stats): string {
  return `${size}:${mtimeMs}:${ctimeMs}`;
}

/** The files below a folder. Symbolic links are not followed, as by SageMaker; pipes and sockets are no files. */
async function regularFiles(
  folder: string,
  place: string,
  leftOut: string[],
): Promise<{ file: string; stats: Stats }[]> {
  const found: { file: string; stats: Stats }[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(absent)) {
    const [file, inJob] = [path.join(folder, entry.name), path.posix.join(place, entry.name)];
    if (entry.isDirectory()) found.push(...(await regularFiles(file, inJob, leftOut)));
    else if (entry.isFile()) {
      const stats = await lstat(file).catch(absent);
      if (!Array.isArray(stats)) found.push({ file, stats });
    } else if (entry.isSymbolicLink()) {
      leftOut.push(`${inJob}: a symbolic link, which SageMaker does not follow`);
    } else leftOut.push(`${inJob}: neither a file nor a folder`);
  }
  return found;
}

async function isFolder(place: string): Promise<boolean> {
  const stats = await lstat(place).catch(absent);
  return !Array.isArray(stats) && stats.isDirectory();
}

/** A line each, for the first of them. */
function notes(leftOut: readonly string[]): string[] {
  const named = leftOut.slice(0, namedAtMost).map((each) => `Not uploaded: ${each.replace(/\p{Cc}/gu, '?')}.`);
  const more = leftOut.length - named.length;
  return more > 0 ? [...named, `Not uploaded: ${more} more of the kind.`] : named;
}

/** What the job has removed meanwhile is not there to be uploaded. */
function absent(error: unknown): never[] {
  if (isNoFile(error)) return [];
  throw error;
}
