import pLimit from 'p-limit';
import { localPath } from '../core/storage/localPath.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { JobOutputFile } from './listOutputs.ts';

export interface DownloadOutputsOptions {
  readonly backend: Backend;
  readonly files: readonly JobOutputFile[];
  /** Absolute. Files land at `<folder>/<path>`, or `<folder>/<output>/<path>` when they are of several outputs. */
  readonly folder: string;
  /** Files done and in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Saves outputs into a folder of this machine, whatever their keys hold: none lands outside it. Returns the paths, in order. */
export async function downloadOutputs(options: DownloadOutputsOptions): Promise<string[]> {
  const { backend, files, folder, onProgress, signal } = options;
  const several = new Set(files.map((file) => file.output)).size > 1;
  const limit = pLimit(8);
  let done = 0;
  return limit.map(files, async (file) => {
    const path = localPath(folder, several ? `${file.output}/${file.path}` : file.path);
    await backend.objects.download(file.uri, path, signal ? { signal } : {});
    onProgress?.(++done, files.length);
    return path;
  });
}
