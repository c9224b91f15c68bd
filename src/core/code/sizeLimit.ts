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

/** `complete` is false when there were too many files to look at them all. */
export function codeTooLarge(folder: string, files: readonly SizedFile[], limit: number, complete: boolean): AppError {
  const total = formatBytes(files.reduce((sum, file) => sum + file.size, 0));
  const largest = largestEntries(files)
    .map((entry) => `${entry.path} (${formatBytes(entry.size)})`)
    .join(', ');
  const held = complete
    ? l10n.t('The folder {0} holds {1} in {2} files', folder, total, files.length)
    : l10n.t('The folder {0} holds more than {1} in more than {2} files', folder, total, files.length);
  const advice = l10n.t(
    'A run uploads its script’s folder up to {0}; nothing was uploaded. Largest: {1}. List what the script does not need in a file .sagemakerignore, give large data as an input instead, or raise the limit in the settings.',
    formatBytes(limit),
    largest,
  );
  return new AppError('CodeFolderTooLarge', `${held}. ${advice}`, { action: 'openSettings' });
}
