import dockerIgnore from '@balena/dockerignore';
import * as l10n from '@vscode/l10n';
import { AppError, errorText } from '../../core/errors.ts';
import { parseDockerfile } from '../../core/images/dockerfile.ts';
import { joinPath, pathBelow } from '../../core/paths.ts';
import type { FileEntry, Files } from '../../core/ports/files.ts';

/** What an image is built from: the Dockerfile and the files that it copies. */
export interface Fingerprint {
  /** Changes exactly when a file's name or content does. */
  readonly content: string;
  /** Changes when a file is written: cheap to take, and as long as it stays nothing has changed. */
  readonly state: string;
}

export interface FingerprintOptions {
  readonly dockerfile: string;
  readonly context: string;
  readonly files: Files;
  readonly signal?: AbortSignal;
}

interface SourceFile {
  /** Below the context; the Dockerfile by a name of its own. */
  readonly path: string;
  readonly file: string;
  readonly size: number;
  readonly modified: number;
}

/** Takes the fingerprint; of what the Dockerfile copies that is not left out by .dockerignore. */
export async function fingerprint(options: FingerprintOptions): Promise<Fingerprint> {
  const sources = await sourceFiles(options);
  const { files, signal } = options;
  const lines: string[] = [];
  for (const { path, file } of sources) {
    signal?.throwIfAborted();
    lines.push(`${path}\0${await files.digest(file)}\n`);
  }
  return { content: files.textDigest(lines.join('')), state: stateOf(sources, files) };
}

/** The fingerprint as it is now, when it differs from an earlier one; undefined when what is built from is as it was. */
export async function changedSince(
  earlier: Fingerprint,
  options: FingerprintOptions,
): Promise<Fingerprint | undefined> {
  if (stateOf(await sourceFiles(options), options.files) === earlier.state) return undefined;
  const now = await fingerprint(options);
  return now.content === earlier.content ? undefined : now;
}

function stateOf(sources: readonly SourceFile[], files: Files): string {
  return files.textDigest(sources.map(({ path, size, modified }) => `${path}\0${size}\0${modified}\n`).join(''));
}

async function sourceFiles({ dockerfile, context, files, signal }: FingerprintOptions): Promise<SourceFile[]> {
  const rulesFile = await ignoreFile(dockerfile, context, files);
  const rules = dockerIgnore();
  const written = rulesFile === undefined ? '' : await files.readText(rulesFile);
  rules.add(written);
  // A folder that is left out may hold what a later rule takes back in. Else a library of thousands of files is not gone through.
  const takesBack = /^\s*!/mu.test(written);
  const { sources } = parseDockerfile(await files.readText(dockerfile));
  const top = (await files.realPath(context)) ?? context;
  const found = new Map<string, SourceFile>();
  const add = async (path: string, file: string): Promise<void> => {
    const info = await files.info(file);
    if (info?.kind === 'file') found.set(path, { path, file, size: info.size, modified: info.modified });
  };
  const walk = async (path: string, wanted: (path: string) => boolean): Promise<void> => {
    signal?.throwIfAborted();
    for (const { name, kind } of await listed(path === '' ? context : joinPath(context, path), files)) {
      const below = path === '' ? name : joinPath(path, name);
      // Only who names them means them.
      if (isLeftOut(below)) continue;
      const isWanted = wanted(below);
      const isIgnored = rules.ignores(below);
      if (kind === 'folder') {
        if (!isIgnored || takesBack) await walk(below, isWanted ? () => true : wanted);
      } else if (isWanted && !isIgnored) await add(below, joinPath(context, below));
    }
  };
  await add('\0Dockerfile', dockerfile);
  if (rulesFile !== undefined) await add('\0dockerignore', rulesFile);
  for (const source of sources) {
    const start = fixedPart(source);
    const at = joinPath(context, start);
    // A link that leads out of the context is followed by no builder.
    if (start !== '' && pathBelow(top, (await files.realPath(at)) ?? '') === undefined) continue;
    const info = start === '' ? undefined : await files.info(at);
    if (info?.kind === 'file') {
      if (!rules.ignores(start)) await add(start, at);
      continue;
    }
    const isWhole = start === source.replace(/^\.$|\/+$/gu, '');
    await walk(start, isWhole ? () => true : (path) => matches(source, path));
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The entries of a folder; none of one that is not there, of which the build itself tells. `FolderUnreadable` of any other. */
async function listed(folder: string, files: Files): Promise<readonly FileEntry[]> {
  try {
    return await files.list(folder);
  } catch (error) {
    if ((await files.info(folder)) === undefined) return [];
    const message = l10n.t(
      'The folder {0}, which the Dockerfile copies, cannot be read: {1}. Allow reading it, or name it in .dockerignore.',
      folder,
      errorText(error),
    );
    throw new AppError('FolderUnreadable', message, { cause: error });
  }
}

/**
 * What git keeps for itself changes with every look at it, and into the editor's settings goes which image a build came to: the next run
 * would find the folder changed by nothing else.
 */
function isLeftOut(path: string): boolean {
  return /(?:^|\/)(?:\.git|\.vscode\/settings\.json|[^/]+\.code-workspace)$/u.test(path);
}

/** The rules of one Dockerfile beside it, else those of the context. */
async function ignoreFile(dockerfile: string, context: string, files: Files): Promise<string | undefined> {
  for (const file of [`${dockerfile}.dockerignore`, joinPath(context, '.dockerignore')])
    if ((await files.info(file))?.kind === 'file') return file;
  return undefined;
}

/** The folders, or the whole path, before the first pattern. */
function fixedPart(source: string): string {
  const parts = source.replace(/\/+$/u, '').split('/');
  const first = parts.findIndex((part) => /[*?[\\]/u.test(part));
  const fixed = (first === -1 ? parts : parts.slice(0, first)).join('/');
  return fixed === '.' ? '' : fixed;
}

function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/\/+$/u, '')
    .replaceAll(/[.+^${}()|\\]/gu, String.raw`\$&`)
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  try {
    return new RegExp(`^${source}$`, 'u').test(path);
  } catch {
    return true;
  }
}
