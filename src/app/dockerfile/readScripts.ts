import * as l10n from '@vscode/l10n';
import { baseName, joinPath } from '../../core/paths.ts';
import type { CodeParser } from '../../core/ports/codeParser.ts';
import type { Files } from '../../core/ports/files.ts';
import type { Language } from '../../core/scripts/language.ts';
import type { Follow, Unresolved, Use } from '../../core/scripts/needs.ts';
import { isSameWrapper, type Wrapper } from '../../core/scripts/wrapper.ts';
import type { SourceNeeds } from '../../core/scripts/sources/source.ts';
import { readFile, type FileUses } from './readFile.ts';

export interface ReadScriptsOptions {
  readonly files: Files;
  readonly parser: CodeParser;
  /** Absolute. */
  readonly folder: string;
  /** Scripts, and documents that are run like them; below the folder. */
  readonly scripts: readonly string[];
  readonly language: Language;
  readonly signal?: AbortSignal;
}

export interface ReadScripts {
  readonly uses: readonly Use[];
  readonly unresolved: readonly Unresolved[];
  /** Every file that was read, below the folder: the scripts first, then what they bring in. */
  readonly read: readonly string[];
  /** What the scripts themselves list in their heads, by the script. */
  readonly inline: ReadonlyMap<string, SourceNeeds>;
}

/** A file larger than this is data, whatever its name says. Bytes. */
const tooLarge = 2e6;

/** A folder with more files than this below it is not gone through. */
const mostFiles = 5000;

/** Reads scripts and, from one to the next, the files of the folder that they bring in. */
export async function readScripts(options: ReadScriptsOptions): Promise<ReadScripts> {
  const { scripts } = options;
  const found = new Map<string, FileUses>();
  const wrappers: Wrapper[] = [];
  await readAll(options, [...scripts], [], found);
  // What a function of one file loads, its callers in another say: those are read once more.
  for (let more = newWrappers(found, wrappers); more.length > 0; more = newWrappers(found, wrappers)) {
    wrappers.push(...more);
    const callers = [...found].filter(([file]) => more.some(({ place }) => place.file !== file)).map(([file]) => file);
    await readAll(options, callers, wrappers, found);
  }
  const inline = new Map<string, SourceNeeds>();
  for (const script of scripts) {
    const listed = found.get(script)?.inline;
    if (listed) inline.set(script, listed);
  }
  return { ...together(found, wrappers), read: [...found.keys()], inline };
}

function newWrappers(found: ReadonlyMap<string, FileUses>, known: readonly Wrapper[]): Wrapper[] {
  if (found.size < 2) return [];
  return [...found.values()]
    .flatMap(({ wrappers }) => wrappers)
    .filter((wrapper) => !known.some((each) => isSameWrapper(each, wrapper)));
}

/** Reads files and what they bring in; `found` is given what each of them says. */
async function readAll(
  options: ReadScriptsOptions,
  queue: string[],
  wrappers: readonly Wrapper[],
  found: Map<string, FileUses>,
): Promise<void> {
  const { files, folder, parser, language, signal } = options;
  const seen = new Set(queue);
  // It grows while it is walked through.
  for (const file of queue) {
    signal?.throwIfAborted();
    const { kind, size } = (await files.info(joinPath(folder, file))) ?? {};
    if (kind !== 'file' || size === undefined || size > tooLarge) {
      found.set(file, unread(file));
      continue;
    }
    const text = await files.readText(joinPath(folder, file));
    const isCalling = wrappers.length === 0 || !found.has(file) || wrappers.some(({ name }) => text.includes(name));
    if (!isCalling) continue;
    const uses = readFile({ parser, language, file, text, wrappers });
    const { unresolved, own, next } = await followed(options, uses.follows);
    found.set(file, {
      ...uses,
      uses: uses.uses.filter((use) => !own.has(use)),
      unresolved: [...unresolved, ...uses.unresolved],
    });
    for (const one of next)
      if (!seen.has(one) && !found.has(one)) {
        seen.add(one);
        queue.push(one);
      }
  }
}

interface Followed {
  readonly unresolved: readonly Unresolved[];
  /** Uses that are files of the folder, not packages. */
  readonly own: ReadonlySet<Use>;
  readonly next: readonly string[];
}

async function followed(options: ReadScriptsOptions, follows: readonly Follow[]): Promise<Followed> {
  const unresolved: Unresolved[] = [];
  const own = new Set<Use>();
  const next: string[] = [];
  for (const follow of follows) {
    const there = follow.files ? await filesBelow(options, follow, follow.files) : await firstThere(options, follow);
    if (there) {
      next.push(...there);
      if (typeof follow.otherwise === 'object') own.add(follow.otherwise);
    } else if (follow.otherwise === 'missing') unresolved.push(missing(follow));
  }
  return { unresolved, own, next };
}

function together(
  found: ReadonlyMap<string, FileUses>,
  wrappers: readonly Wrapper[],
): Pick<ReadScripts, 'uses' | 'unresolved'> {
  const all = [...found.values()];
  const called = new Set(all.flatMap((each) => [...each.called]));
  const own = new Map([...wrappers, ...all.flatMap((each) => each.wrappers)].map((wrapper) => [wrapper.name, wrapper]));
  return {
    uses: all.flatMap(({ uses }) => uses),
    unresolved: [
      ...all.flatMap(({ unresolved }) => unresolved),
      ...[...own.values()].filter(({ name }) => !called.has(name)).map(uncalled),
    ],
  };
}

/** Whether something stands at one of the paths; with that it is brought in. */
async function firstThere(
  { files, folder }: ReadScriptsOptions,
  { candidates }: Follow,
): Promise<string[] | undefined> {
  for (const candidate of candidates)
    if (candidate !== '' && (await files.info(joinPath(folder, candidate)))?.kind === 'file') return [candidate];
  return undefined;
}

/** The files of the first of the folders that is there, in name order. */
async function filesBelow(
  { files, folder }: ReadScriptsOptions,
  { candidates }: Follow,
  { names, isRecursive }: NonNullable<Follow['files']>,
): Promise<string[] | undefined> {
  for (const candidate of candidates) {
    if ((await files.info(joinPath(folder, candidate)))?.kind !== 'folder') continue;
    const below: string[] = [];
    const folders = [candidate];
    for (const each of folders) {
      for (const { name, kind } of await files.list(joinPath(folder, each))) {
        const path = joinPath(each, name);
        if (kind === 'folder' && isRecursive && !name.startsWith('.') && folders.length < mostFiles) folders.push(path);
        if (kind === 'file' && names.test(name) && below.length < mostFiles) below.push(path);
      }
    }
    return below;
  }
  return undefined;
}

function unread(file: string): FileUses {
  const reason = l10n.t('it was not read: it is no file, or too large for a script');
  const unresolved = [{ text: baseName(file), place: { file, line: 1 }, reason }];
  return { uses: [], follows: [], unresolved, wrappers: [], called: new Set() };
}

function missing({ candidates, place, reason }: Follow): Unresolved {
  return {
    text: candidates[0] ?? '..',
    place,
    reason: reason ?? l10n.t('this file is not in the folder, so what it needs is not known'),
  };
}

function uncalled({ name, place, does }: Wrapper): Unresolved {
  const reason =
    does === 'load'
      ? l10n.t('its callers say which package is loaded, and none was found')
      : l10n.t('its callers say which file is run, and none was found');
  return { text: name, place, reason };
}
