import { execFile } from 'node:child_process';
import path from 'node:path';

export interface TerminalResult {
  /** Exit code. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = path.join(import.meta.dirname, '../../src/local/cli.ts');

/** A command line that does what `npm run local -- -- COMMAND` does, on a state folder whose server runs. */
export function localTerminalCommand(
  root: string,
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { command: string; args: string[]; env: Record<string, string> } {
  return {
    command: process.execPath,
    args: ['--no-warnings', program, '--root', root, '--', ...command],
    env: { PATH: '/usr/bin:/bin', HOME: root, LANG: 'C.UTF-8', ...environment },
  };
}

/** Runs it to its end. */
export function inLocalTerminal(
  root: string,
  command: readonly string[],
  environment?: Readonly<Record<string, string>>,
): Promise<TerminalResult> {
  const { command: node, args, env } = localTerminalCommand(root, command, environment);
  return new Promise((resolve, reject) => {
    execFile(node, args, { env }, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (typeof error.code === 'number') resolve({ code: error.code, stdout, stderr });
      else reject(new Error(stderr, { cause: error }));
    });
  });
}
