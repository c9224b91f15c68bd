import * as l10n from '@vscode/l10n';
import { baseName, joinPath } from '../../core/paths.ts';
import type { CodeParser } from '../../core/ports/codeParser.ts';
import type { Files } from '../../core/ports/files.ts';
import type { Language } from '../../core/scripts/language.ts';
import type { Follow, ScriptUses, Unresolved, Use } from '../../core/scripts/needs.ts';
import { readPython } from '../../core/scripts/python/readPython.ts';
import { readR } from '../../core/scripts/r/readR.ts';

export interface ReadScriptsOptions {
  readonly files: Files;
  readonly parser: CodeParser;
  /** Absolute. */
  readonly folder: string;
  /** Below the folder. */
  readonly scripts: readonly string[];
  readonly language: Language;
  readonly signal?: AbortSignal;
}

export interface ReadScripts {
  readonly uses: readonly Use[];
  readonly unresolved: readonly Unresolved[];
  /** Every file that was read, below the folder: the scripts first, then what they bring in. */
  readonly read: readonly string[];
}

/** A file larger than this is data, whatever its name says. Bytes. */
const tooLarge = 2e6;

const readers = { r: readR, python: readPython };

/** Reads scripts and, from one to the next, the files of the folder that they bring in. */
export async function readScripts(options: ReadScriptsOptions): Promise<ReadScripts> {
  const { files, parser, folder, scripts, language, signal } = options;
  const read = [...scripts];
  const uses: Use[] = [];
  const unresolved: Unresolved[] = [];
  // `read` grows while it is walked through.
  for (const file of read) {
    signal?.throwIfAborted();
    const { kind, size } = (await files.info(joinPath(folder, file))) ?? {};
    if (kind !== 'file' || size === undefined || size > tooLarge) {
      const reason = l10n.t('it was not read: it is no file, or too large for a script');
      unresolved.push({ text: baseName(file), place: { file, line: 1 }, reason });
      continue;
    }
    const found: ScriptUses = readers[language](
      parser.parse(language, await files.readText(joinPath(folder, file))),
      file,
    );
    const own = new Set<Use>();
    for (const follow of found.follows) {
      const next = await firstThere(files, folder, follow.candidates);
      if (next !== undefined) {
        if (typeof follow.otherwise === 'object') own.add(follow.otherwise);
        if (!read.includes(next)) read.push(next);
      } else if (follow.otherwise === 'missing') unresolved.push(missing(follow));
    }
    uses.push(...found.uses.filter((use) => !own.has(use)));
    unresolved.push(...found.unresolved);
  }
  return { uses, unresolved, read };
}

async function firstThere(files: Files, folder: string, candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates)
    if (candidate !== '' && (await files.info(joinPath(folder, candidate)))?.kind === 'file') return candidate;
  return undefined;
}

function missing({ candidates, place }: Follow): Unresolved {
  return {
    text: candidates[0] ?? '..',
    place,
    reason: l10n.t('this file is not in the folder, so what it needs is not known'),
  };
}
