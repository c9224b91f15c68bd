export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Replaces the environment when given. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which the process tree is killed. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /**
   * Milliseconds between asking it to end (as Ctrl+C does) and killing its process tree, once the signal fires. Killed at once when
   * absent.
   */
  readonly grace?: number;
  /** Given both streams as they come. What is handed back at the end is then their last part, not their first. */
  readonly onOutput?: (text: string) => void;
}

export interface ProcessResult {
  /** Undefined when a signal ended it or it could not be started. */
  readonly exitCode: number | undefined;
  /** What ended it, such as `SIGKILL`, if that was a signal. */
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a short command to its end and hands back what it printed. */
export interface ProcessRunner {
  run(request: ProcessRequest): Promise<ProcessResult>;
  /** Absolute path of a command: looked up on PATH, or itself when it is a path already; undefined when it cannot be run. */
  find(command: string): Promise<string | undefined>;
}
