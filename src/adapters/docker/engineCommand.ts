import { errorText, isAppError, type AppError } from '../../core/errors.ts';
import type { ProcessResult, ProcessRunner } from '../../core/ports/processRunner.ts';
import { engineFailure, unreadable } from './engineErrors.ts';

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
}

/** The command line of one engine. */
export class EngineCli {
  /** What it is called: `Docker`. */
  readonly name: string;
  /** Absolute path of its command. */
  readonly program: string;
  readonly #processes: ProcessRunner;
  /** Replaces the environment when given. */
  readonly #environment: Readonly<Record<string, string>> | undefined;

  constructor(name: string, program: string, processes: ProcessRunner, environment?: Readonly<Record<string, string>>) {
    this.name = name;
    this.program = program;
    this.#processes = processes;
    this.#environment = environment;
  }

  /** Runs a command to its end. Rejects with an `AppError` that says why it failed. */
  async run<T>(command: EngineCommand<T>, signal?: AbortSignal): Promise<T> {
    const added = Object.keys(command.environment ?? {}).length > 0;
    const env = added ? { ...ownEnvironment(this.#environment), ...command.environment } : this.#environment;
    const result = await this.#processes.run({
      command: this.program,
      args: command.args,
      ...(env && { env }),
      ...(signal && { signal }),
    });
    if (result.exitCode !== 0 && command.accept?.(result) !== true)
      throw command.explain?.(result) ?? engineFailure(this.name, result);
    try {
      return command.parse(result.stdout);
    } catch (error) {
      if (isAppError(error)) throw error;
      throw unreadable(this.name, command.args, errorText(error));
    }
  }
}

/** What a command gets whose environment is not replaced. */
function ownEnvironment(replaced: Readonly<Record<string, string>> | undefined): Record<string, string> {
  if (replaced !== undefined) return { ...replaced };
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Reads an answer of `--format '{{json .}}'`: an object a line. */
export function jsonLines(stdout: string): unknown[] {
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}
