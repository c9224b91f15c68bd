import * as l10n from '@vscode/l10n';
import { AppError } from '../errors.ts';
import { formatBytes } from '../format.ts';

export interface SizedFile {
  /** Below the code folder, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

const named = 5;

/** The entries of the folder that weigh most, each with all that lies in it, largest first. */
export function largestEntries(files: readonly SizedFile[]): SizedFile[] {
  const sizes = new Map<string, number>();
  for (const { path, size } of files) {
    const slash = path.indexOf('/');
    const entry = slash < 0 ? path : path.slice(0, slash + 1);
    sizes.set(entry, (sizes.get(entry) ?? 0) + size);
  }
  return [...sizes]
    .map(([path, size]) => ({ path, size }))
    .sort((a, b) => b.size - a.size)
    .slice(0, named);
}

/** More than a run uploads: what weighs most is known, so that it can be left out. */
export class CodeTooLarge extends AppError {
  readonly folder: string;
  /** Entries of the folder, largest first; a folder's path ends in `/`. */
  readonly largest: readonly SizedFile[];

  /** `complete` is false when there were too many files to look at them all. */
  constructor(folder: string, files: readonly SizedFile[], limit: number, complete: boolean) {
    const largest = largestEntries(files);
    super('CodeFolderTooLarge', tooLargeText(folder, files, largest, limit, complete), { action: 'openSettings' });
    this.folder = folder;
    this.largest = largest;
  }
}

function tooLargeText(
  folder: string,
  files: readonly SizedFile[],
  largest: readonly SizedFile[],
  limit: number,
  complete: boolean,
): string {
  const total = formatBytes(files.reduce((sum, file) => sum + file.size, 0));
  const held = complete
    ? l10n.t('The folder {0} holds {1} in {2} files', folder, total, files.length)
    : l10n.t('The folder {0} holds more than {1} in more than {2} files', folder, total, files.length);
  const most = largest.map((entry) => `${entry.path} (${formatBytes(entry.size)})`).join(', ');
  const advice = Number.isFinite(limit)
    ? l10n.t(
        'A run uploads its script’s folder up to {0}; nothing was uploaded. Largest: {1}. List what the script does not need in a file .sagemakerignore, give large data as an input instead, or raise the limit in the settings.',
        formatBytes(limit),
        most,
      )
    : l10n.t(
        'Nothing was uploaded: such a folder is hardly a script’s own. Largest: {0}. List what the script does not need in a file .sagemakerignore, or move the script to a folder of its own.',
        most,
      );
  return `${held}. ${advice}`;
}
