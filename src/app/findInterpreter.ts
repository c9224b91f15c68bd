import * as l10n from '@vscode/l10n';
import { AppError } from '../core/errors.ts';
import { baseName, joinPath, parentOf } from '../core/paths.ts';
import type { Files } from '../core/ports/files.ts';
import type { ProcessRunner } from '../core/ports/processRunner.ts';
import { imageInterpreter, languageName, type Language } from '../core/scripts/language.ts';
import { probeInterpreter } from './interpreters/probe.ts';

/** Where a candidate comes from. */
export type InterpreterSource = 'setting' | 'extension' | 'folder' | 'path';

export interface InterpreterCandidate {
  readonly source: InterpreterSource;
  /** Command or absolute path; a path of `R` means the `Rscript` beside it. */
  readonly command: string;
  /** Id of the setting that names it; for `source: 'setting'`. */
  readonly setting?: string;
}

export interface Interpreter {
  /** Absolute path of Rscript or python3, seen to run. */
  readonly path: string;
  readonly source: InterpreterSource;
  /** Such as `4.2.2`. */
  readonly version: string;
}

export interface FindInterpreterOptions {
  readonly language: Language;
  /** In order of preference; PATH's own is tried last and need not be named. */
  readonly candidates: readonly InterpreterCandidate[];
  readonly processes: ProcessRunner;
  readonly files: Files;
  readonly signal?: AbortSignal;
}

/**
 * The first candidate that runs. A setting that does not run is an error by itself, `SettingWrong`: nobody wants another interpreter
 * than the one they named. `InterpreterNotFound` tells what was tried and what to do.
 */
export async function findInterpreter(options: FindInterpreterOptions): Promise<Interpreter> {
  const { language, candidates, processes, files, signal } = options;
  const tried: string[] = [];
  const onPath: InterpreterCandidate[] = pathCommands[language].map((command) => ({ source: 'path', command }));
  for (const { source, command, setting } of [...candidates, ...onPath]) {
    const wanted = language === 'r' && baseName(command) === 'R' ? scriptFrontEnd(command) : command;
    const path = await processes.find(wanted);
    const probe = path === undefined ? l10n.t('not found') : await probeInterpreter(processes, language, path, signal);
    if (path !== undefined && typeof probe !== 'string')
      return { ...probe, ...((await isWrapper(files, path)) && { path }), source };
    const told = `${wanted} (${typeof probe === 'string' ? probe : ''})`;
    tried.push(told);
    if (source === 'setting') throw wrongSetting(setting ?? '', told);
  }
  throw notFound(language, tried);
}

export interface InterpreterFinder {
  find(language: Language, candidates: readonly InterpreterCandidate[], signal?: AbortSignal): Promise<Interpreter>;
}

/** A finder that remembers what it found while the file is still there: running `--version` costs time at every click. */
export function createInterpreterFinder({
  processes,
  files,
}: {
  processes: ProcessRunner;
  files: Files;
}): InterpreterFinder {
  const known = new Map<string, Interpreter>();
  return {
    find: async (language, candidates, signal) => {
      const key = JSON.stringify([language, candidates]);
      const remembered = known.get(key);
      if (remembered && (await files.info(remembered.path))?.kind === 'file') return remembered;
      const found = await findInterpreter({ language, candidates, processes, files, ...(signal && { signal }) });
      known.set(key, found);
      return found;
    },
  };
}

/**
 * A script that somebody wrote to start the interpreter with an environment of its own: it is run as it is. Shims of version managers choose by the
 * working directory, which is another one in a job: what they lead to is run.
 */
async function isWrapper(files: Files, path: string): Promise<boolean> {
  if (/[/\\]shims[/\\]/u.test(path)) return false;
  const { kind, size = 0 } = (await files.info(path)) ?? {};
  return kind === 'file' && size < largestWrapper && (await files.readText(path)).startsWith('#!');
}

/** Bytes. */
const largestWrapper = 100_000;

const pathCommands: Record<Language, readonly string[]> = {
  r: [imageInterpreter.r],
  python: [imageInterpreter.python, 'python'],
};

/** vscode-R's setting names the interactive `R`; scripts run with the `Rscript` beside it. */
function scriptFrontEnd(command: string): string {
  return command.includes('/') ? joinPath(parentOf(command), 'Rscript') : 'Rscript';
}

function wrongSetting(setting: string, value: string): AppError {
  const message = l10n.t(
    'The setting {0} is wrong: {1}. Correct it, or clear it to use the one on the PATH.',
    setting,
    value,
  );
  return new AppError('SettingWrong', message, { action: 'openSettings' });
}

function notFound(language: Language, tried: readonly string[]): AppError {
  const advice =
    language === 'r'
      ? l10n.t('Install R (r-project.org), or set the path of Rscript in the settings.')
      : l10n.t('Install Python 3 (python.org), or set its path in the settings.');
  return new AppError(
    'InterpreterNotFound',
    l10n.t('{0} was not found. Tried: {1}. {2}', languageName(language), tried.join(', '), advice),
    {
      action: 'openSettings',
    },
  );
}
