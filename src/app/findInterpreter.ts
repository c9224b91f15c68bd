import type { Files } from '../core/ports/files.ts';
import type { ProcessRunner } from '../core/ports/processRunner.ts';
import type { Language } from '../core/runs/runSpec.ts';

/** Where a candidate comes from, in the words of a message. */
export type InterpreterSource = 'setting' | 'extension' | 'path';

export interface InterpreterCandidate {
  readonly source: InterpreterSource;
  /** Command or absolute path; a path of `R` means the `Rscript` beside it. */
  readonly command: string;
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
  readonly signal?: AbortSignal;
}

/**
 * The first candidate that runs. A setting that does not run is an error by itself: nobody wants another interpreter than the
 * one they named. `InterpreterNotFound` tells what was tried and what to do.
 */
export function findInterpreter(_options: FindInterpreterOptions): Promise<Interpreter> {
  Object(_options);
  return Promise.reject(new Error('not built yet'));
}

export interface InterpreterFinder {
  find(language: Language, candidates: readonly InterpreterCandidate[], signal?: AbortSignal): Promise<Interpreter>;
}

/** A finder that remembers what it found while the file is still there: running `--version` costs time at every click. */
export function createInterpreterFinder(_tools: { processes: ProcessRunner; files: Files }): InterpreterFinder {
  Object(_tools);
  return { find: () => Promise.reject(new Error('not built yet')) };
}
