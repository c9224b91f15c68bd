import process from 'node:process';
import { errorText, isAppError, type AppError } from '../../core/errors.ts';
import type { ProcessResult, ProcessRunner } from '../../core/ports/processRunner.ts';
import { engineFailure, engineKilled, engineSilent, unreadableAnswer } from './engineErrors.ts';
import { inTerminal } from './pseudoTerminal.ts';

/** What an engine is asked, as data: its arguments, and how its answer is read. */
export interface EngineCommand<T> {
  readonly args: readonly string[];
  /** May throw: an answer in another shape is an `EngineFailed`. */
  parse(stdout: string): T;
  /** Added to the environment of the engine's command: for what must not stand on a command line. */
  readonly environment?: Readonly<Record<string, string>>;
  /** True for a failure that is as good as an answer: what it printed is read. */
  accept?(result: ProcessResult): boolean;
  /** A failure that this command knows better than `engineFailure` does. */
  explain?(result: ProcessResult): AppError | undefined;
  /** Milliseconds that it may take to end by itself when it is cancelled: some engines clean up in their command. */
  readonly grace?: number;
  /** Milliseconds that it may take; the engine's usual limit when absent. */
  readonly limit?: number;
  /** It draws its progress when it runs in a terminal. */
  readonly hasTerminal?: boolean;
}

/** The limit of a command that takes as long as it takes. */
export const unlimited = Number.POSITIVE_INFINITY;
/** Milliseconds that an engine has for an answer: one that hangs is to keep nobody waiting for ever. */
const answerLimit = 60_000;

/** The command line of one engine. */
export class EngineCli {
  /** What it is called: `Docker`. */
  readonly name: string;
  /** Absolute path of its command. */
  readonly program: string;
  readonly #processes: ProcessRunner;
  readonly #limit: number;
  /** Replaces the environment when given. */
  readonly #environment: Readonly<Record<string, string>> | undefined;

  /** `environment` replaces this process's own; `limit`: milliseconds for the answer to a command that names no limit of its own. */
  constructor(
    name: string,
    program: string,
    processes: ProcessRunner,
    environment?: Readonly<Record<string, string>>,
    limit = answerLimit,
  ) {
    this.#limit = limit;
    this.name = name;
    this.program = program;
    this.#processes = processes;
    this.#environment = environment;
  }

  /** What its command runs in. */
  get environment(): Readonly<Record<string, string>> {
    return this.#environment ?? definedOf(process.env);
  }

  /** Runs a command to its end. Rejects with an `AppError` that says why it failed. */
  async run<T>(command: EngineCommand<T>, signal?: AbortSignal, onOutput?: (text: string) => void): Promise<T> {
    const { args, environment, grace, limit = this.#limit, hasTerminal = false } = command;
    const begun = Date.now();
    const terminal = hasTerminal && onOutput ? await inTerminal(this.#processes, this.program, args) : undefined;
    const added = { ...environment, ...terminal?.environment };
    const ended = await this.#processes.run({
      command: terminal?.command ?? this.program,
      args: terminal?.args ?? args,
      ...((isGiven(added) || this.#environment) && { env: { ...this.environment, ...added } }),
      ...(grace !== undefined && { grace }),
      ...(signal && { signal }),
      ...(limit !== unlimited && { timeout: limit }),
      ...(onOutput && { onOutput }),
    });
    if (ended.exitCode === undefined && Date.now() - begun >= limit) throw engineSilent(this.name, limit);
    if (ended.signal !== undefined) throw engineKilled(this.name, ended.signal);
    // A terminal has one stream.
    const result = terminal ? { ...ended, stderr: ended.stdout } : ended;
    if (result.exitCode !== 0 && command.accept?.(result) !== true)
      throw command.explain?.(result) ?? engineFailure(this.name, result);
    try {
      return command.parse(result.stdout);
    } catch (error) {
      if (isAppError(error)) throw error;
      throw unreadableAnswer(this.name, command.args, errorText(error));
    }
  }
}

function isGiven(environment: Readonly<Record<string, string>>): boolean {
  return Object.keys(environment).length > 0;
}

function definedOf(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** What stands in the lines of an answer. */
export function lines(stdout: string): string[] {
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Reads an answer of `--format '{{json .}}'`: an object a line. */
export function jsonLines(stdout: string): unknown[] {
  return lines(stdout).map((line): unknown => JSON.parse(line));
}
