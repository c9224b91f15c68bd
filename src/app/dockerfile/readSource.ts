import * as l10n from '@vscode/l10n';
import { hasCredentials } from '../../core/scripts/credentials.ts';
import { joinPath, normalised, parentOf } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import type { Language } from '../../core/scripts/language.ts';
import type { SourceFile, SourceKind, Unresolved } from '../../core/scripts/needs.ts';
import { readDescription } from '../../core/scripts/sources/description.ts';
import { readEnvironment } from '../../core/scripts/sources/environmentYml.ts';
import { readPipfile, readPipfileLock } from '../../core/scripts/sources/pipfile.ts';
import { readPyproject } from '../../core/scripts/sources/pyproject.ts';
import { readRenvLock } from '../../core/scripts/sources/renvLock.ts';
import { readRequirements } from '../../core/scripts/sources/requirements.ts';
import { readTomlLock } from '../../core/scripts/sources/tomlLocks.ts';
import type { SourceNeeds } from '../../core/scripts/sources/source.ts';

const readers: Record<SourceKind, (text: string, file: string) => SourceNeeds> = {
  'renv.lock': readRenvLock,
  DESCRIPTION: readDescription,
  'requirements.txt': readRequirements,
  'uv.lock': readTomlLock,
  'poetry.lock': readTomlLock,
  'pylock.toml': readTomlLock,
  'Pipfile.lock': readPipfileLock,
  'pyproject.toml': readPyproject,
  Pipfile: readPipfile,
  'environment.yml': readEnvironment,
};

/** Files that list packages, the most exact first. */
const kinds: Record<Language, readonly [file: string, kind: SourceKind][]> = {
  r: [
    ['renv.lock', 'renv.lock'],
    ['environment.yml', 'environment.yml'],
    ['environment.yaml', 'environment.yml'],
    ['DESCRIPTION', 'DESCRIPTION'],
  ],
  python: [
    ['requirements.txt', 'requirements.txt'],
    ['uv.lock', 'uv.lock'],
    ['poetry.lock', 'poetry.lock'],
    ['pylock.toml', 'pylock.toml'],
    ['Pipfile.lock', 'Pipfile.lock'],
    ['environment.yml', 'environment.yml'],
    ['environment.yaml', 'environment.yml'],
    ['pyproject.toml', 'pyproject.toml'],
    ['Pipfile', 'Pipfile'],
  ],
};

/** Files that list packages in ways that are not read. */
const unsupported: Record<Language, readonly string[]> = {
  r: ['packrat/packrat.lock', 'pkg.lock', 'rproject.toml'],
  python: ['pdm.lock', 'setup.py', 'setup.cfg'],
};

export interface FoundSource {
  readonly source: SourceFile | undefined;
  readonly needs: SourceNeeds | undefined;
  /** Files beside that would say more, but are not read; below the folder. */
  readonly notRead: readonly string[];
}

/** The best file of the folder that lists packages, read with all that it brings in. */
export async function readSource(files: Files, folder: string, language: Language): Promise<FoundSource> {
  const isThere = async (name: string): Promise<boolean> => (await files.info(joinPath(folder, name)))?.kind === 'file';
  const notRead: string[] = [];
  for (const name of unsupported[language]) if (await isThere(name)) notRead.push(name);
  for (const [path, kind] of kinds[language]) {
    if (!(await isThere(path))) continue;
    const needs = await readWithIncludes(files, folder, path, kind);
    // A pyproject.toml that configures tools only, an environment of the other language: the next may say more.
    if (needs.languages?.includes(language) === false) continue;
    if (needs.packages.length === 0 && needs.unresolved.length === 0 && kind !== 'renv.lock') continue;
    const includes = needs.includes ?? [];
    const { constraints = [] } = needs;
    const source: SourceFile = {
      kind,
      path,
      ...(constraints.length > 0 && { constraints }),
      ...(includes.length > 0 && { includes }),
      ...(needs.hasLocal === true && { hasLocal: true }),
      ...(needs.left && { left: needs.left }),
      ...(needs.hasLabels === true && { hasLabels: true }),
      ...(needs.hasBuilds === true && { hasBuilds: true }),
      ...(needs.hasRepositories === true && { hasRepositories: true }),
    };
    return { source, needs, notRead };
  }
  return { source: undefined, needs: undefined, notRead };
}

async function readWithIncludes(files: Files, folder: string, path: string, kind: SourceKind): Promise<SourceNeeds> {
  const pending = [{ file: path, isLimit: false }];
  const all: SourceNeeds[] = [];
  const read: string[] = [];
  const unresolved: Unresolved[] = [];
  for (const { file, isLimit } of pending) {
    if ((await files.info(joinPath(folder, file)))?.kind !== 'file') {
      unresolved.push({ text: file, place: { file: path, line: 1 }, reason: l10n.t('this file is not in the folder') });
      continue;
    }
    // Editors of Windows put a mark at the beginning.
    const text = (await files.readText(joinPath(folder, file))).replace(/^\uFEFF/u, '');
    // What environment.yml brings in are files of pip.
    const reader = file === path ? readers[kind] : readRequirements;
    const needs = reader(text, file);
    read.push(file);
    unresolved.push(...credentialsIn(text, file));
    // A limit is copied, but asks for nothing.
    if (!isLimit) all.push(needs);
    const next = [
      ...(isLimit ? [] : (needs.includes ?? [])).map((include) => ({ include, isLimit: false })),
      ...(needs.constraints ?? []).map((include) => ({ include, isLimit: true })),
    ];
    for (const { include, isLimit: limits } of next) {
      // pip itself gets what lies in the network.
      if (/^\w+:\/\//u.test(include)) continue;
      const below = normalised(joinPath(file.includes('/') ? parentOf(file) : '', include));
      if (below === undefined) {
        const reason = l10n.t('this file is not in the folder');
        unresolved.push({ text: include, place: { file, line: 1 }, reason });
      } else if (!pending.some((item) => item.file === below)) pending.push({ file: below, isLimit: limits });
    }
  }
  const left = all.flatMap((needs) => needs.left ?? []);
  return {
    ...all[0],
    packages: all.flatMap(({ packages }) => packages),
    unresolved: [...all.flatMap((needs) => needs.unresolved), ...unresolved],
    includes: read.slice(1),
    constraints: pending.filter(({ file, isLimit }) => isLimit && read.includes(file)).map(({ file }) => file),
    ...(left.length > 0 && { left }),
    ...(all.some(({ hasLabels }) => hasLabels === true) && { hasLabels: true }),
    ...(all.some(({ hasLocal }) => hasLocal === true) && { hasLocal: true }),
  };
}

/** Lines with somebody's password or token, which the image would show to whoever has it. */
function credentialsIn(text: string, file: string): Unresolved[] {
  const reason = l10n.t(
    'credentials are in this line, and whoever has the image could read them: take them out, and let the build bring them as a secret (docker build --secret)',
  );
  return text
    .split('\n')
    .flatMap((line, index) => (hasCredentials(line) ? [{ text: file, place: { file, line: index + 1 }, reason }] : []));
}
