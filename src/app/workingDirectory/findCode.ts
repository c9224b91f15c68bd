import { commonFolder, isIn, joinPath, parentOf, pathBelow, resolvePath } from '../../core/paths.ts';
import type { CodeParser } from '../../core/ports/codeParser.ts';
import type { Files } from '../../core/ports/files.ts';
import type { Language } from '../../core/scripts/language.ts';
import type { CodeChunk } from '../../core/scripts/documents/codeChunk.ts';
import { codeOfDocument, isDocument } from '../../core/scripts/documents/codeOfDocument.ts';
import { markdownPaths } from '../../core/scripts/paths/markdownPaths.ts';
import { pythonPaths } from '../../core/scripts/paths/pythonPaths.ts';
import { rPaths } from '../../core/scripts/paths/rPaths.ts';
import type { ScriptPath } from '../../core/scripts/paths/scriptPath.ts';
import { readScripts } from '../dockerfile/readScripts.ts';

export interface FindCodeOptions {
  readonly files: Files;
  readonly parser: CodeParser;
  /** Absolute. */
  readonly script: string;
  readonly language: Language;
  /** The folder that is open, in which the script lies; absolute. */
  readonly workspaceFolder: string | undefined;
  /** The user's home folder: it, and what is above it, is never sent. */
  readonly home: string;
  /** The folder that is sent, when it is no longer a question. */
  readonly code?: string;
  readonly signal?: AbortSignal;
}

/** What a run sends, and where in it the script works. Absolute. */
export interface FoundCode {
  readonly code: string;
  readonly workingDirectory: string;
  /** The first path that made it more than the script's own folder, or another working directory. */
  readonly because?: { readonly path: string; readonly file: string; readonly line: number };
}

/**
 * The smallest folder that holds a script and what it names, and the folder that its relative paths start from: its own, or one above where they
 * lead to something and from its own they do not. What is to be written counts too: what lies outside of the folder would be lost.
 */
export async function findCode(options: FindCodeOptions): Promise<FoundCode> {
  const { files, script, workspaceFolder, code } = options;
  const own = parentOf(script);
  const top = code ?? (await topOf(files, own, workspaceFolder));
  const named = await pathsOf(options, top);
  const above = foldersUpTo(own, top);
  const found: Found[] = [];
  for (const path of named) found.push(...(await locate(path, { files, own, above, top, script })));
  const working = workingDirectory(found, own);
  const wanted = found.filter((each) => each.working === undefined || each.working === working);
  const sent = code ?? wanted.map(({ folder }) => folder).reduce(commonFolder, commonFolder(own, working));
  if (code === undefined && isTooWide(sent, options.home)) return { code: own, workingDirectory: own };
  if (pathBelow(`${sent}/`, `${working}/`) === undefined && sent !== working)
    return { code: sent, workingDirectory: own };
  const because = wanted.find(
    ({ folder, working: from }) => !isIn(own, folder) || (from !== undefined && from !== own),
  )?.named;
  const { path, file, line } = because ?? {};
  return {
    code: sent,
    workingDirectory: working,
    ...(path !== undefined && file !== undefined && line !== undefined && { because: { path, file, line } }),
  };
}

interface NamedPath extends ScriptPath {
  /** The file that names it: absolute. */
  readonly file: string;
}

interface Found {
  readonly named: NamedPath;
  /** That has to be sent. */
  readonly folder: string;
  /** The working directory from which the path leads there; undefined when that does not matter. */
  readonly working: string | undefined;
}

async function pathsOf(options: FindCodeOptions, top: string): Promise<NamedPath[]> {
  const { files, parser, script, language, signal } = options;
  const scripts = [pathBelow(top, script) ?? script];
  const { read } = await readScripts({ files, parser, folder: top, scripts, language, ...(signal && { signal }) });
  const named: NamedPath[] = [];
  for (const below of read) {
    const file = joinPath(top, below);
    const { kind, size = 0 } = (await files.info(file)) ?? {};
    if (kind !== 'file' || size > tooLarge) continue;
    const text = await files.readText(file);
    const paths = isDocument(file)
      ? [...markdownPaths(file, text), ...chunkPaths(parser, codeOfDocument(file, text))]
      : pathsIn[language](parser.parse(language, text));
    named.push(...paths.map((path) => ({ ...path, file })));
    // What is brought in by source() has to be sent as well.
    if (file !== script) named.push({ path: file, line: 1, from: 'file', file });
  }
  return named;
}

const pathsIn = { r: rPaths, python: pythonPaths };

function chunkPaths(parser: CodeParser, chunks: readonly CodeChunk[]): ScriptPath[] {
  return chunks.flatMap(({ language, text, firstLine }) =>
    pathsIn[language](parser.parse(language, text)).map((path) => ({ ...path, line: path.line + firstLine - 1 })),
  );
}

/** Bytes. A file larger than this is data, whatever its name says. */
const tooLarge = 2e6;

interface Surroundings {
  readonly files: Files;
  readonly own: string;
  readonly above: readonly string[];
  readonly top: string;
  readonly script: string;
}

async function locate(named: NamedPath, around: Surroundings): Promise<Found[]> {
  const { files, own, above, top, script } = around;
  if (named.from === 'project') {
    const root = await projectOf(named, around);
    return [{ named, folder: root, working: undefined }];
  }
  if (named.from === 'file') {
    const target = resolvePath(parentOf(named.file), named.path);
    return [{ named, folder: await folderOf(files, target), working: undefined }];
  }
  const target = resolvePath(own, named.path);
  const leadsOut = named.path.startsWith('..');
  const isThere = (await files.info(target)) !== undefined;
  if (isThere || leadsOut) {
    if (target === script) return [];
    return [{ named, folder: leadsOut ? await folderOf(files, target) : own, working: own }];
  }
  for (const folder of above) {
    const candidate = joinPath(folder, named.path);
    if ((await files.info(candidate)) !== undefined && pathBelow(top, candidate) !== undefined)
      return [{ named, folder: await folderOf(files, candidate), working: folder }];
  }
  return [];
}

/** The folder itself, or that of the file. One that is not there yet stays inside of what is above it. */
async function folderOf(files: Files, target: string): Promise<string> {
  const kind = (await files.info(target))?.kind;
  return kind === 'folder' ? target : parentOf(target);
}

/** Its own folder, where nothing speaks for another; else the nearest one from which most of its paths lead somewhere. */
function workingDirectory(found: readonly Found[], own: string): string {
  const entered = found.some(({ named, working }) => named.isEntered === true && working === own);
  const counts = new Map<string, number>();
  for (const { working } of found) if (working !== undefined) counts.set(working, (counts.get(working) ?? 0) + 1);
  if (entered || counts.size === 0) return own;
  const most = Math.max(...counts.values());
  if (counts.get(own) === most) return own;
  return [...counts].find(([, count]) => count === most)?.[0] ?? own;
}

/** As R's `here` finds it: the nearest folder above with one of its marks; for `here::i_am()` where the script is at that path. */
async function projectOf({ path }: NamedPath, { files, own, above, top, script }: Surroundings): Promise<string> {
  for (const folder of [own, ...above]) {
    if (path !== '' && joinPath(folder, path) === script) return folder;
    const entries = await files.list(folder).catch(() => []);
    if (entries.some(({ name }) => projectMarks.has(name) || name.endsWith('.Rproj'))) return folder;
  }
  return top;
}

const projectMarks = new Set(['.here', 'DESCRIPTION', '.git', '.svn', '.projectile', 'remake.yml', '_quarto.yml']);

/** The open folder if the script lies in it, else that of its Git repository, else its own. */
async function topOf(files: Files, own: string, workspaceFolder: string | undefined): Promise<string> {
  if (workspaceFolder !== undefined && isIn(workspaceFolder, own)) return workspaceFolder;
  for (let at = own; at !== parentOf(at); at = parentOf(at))
    if ((await files.info(joinPath(at, '.git'))) !== undefined) return at;
  return own;
}

/** The folders above `own`, nearest first, up to `top`. */
function foldersUpTo(own: string, top: string): string[] {
  const above: string[] = [];
  for (let at = own; at !== top && at !== parentOf(at);) {
    at = parentOf(at);
    above.push(at);
  }
  return above;
}

/** The home folder and those above it are nobody's project. */
export function isTooWide(folder: string, home: string): boolean {
  return folder === '/' || isIn(folder, home);
}
