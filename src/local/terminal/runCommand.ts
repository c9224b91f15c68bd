import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Milliseconds that a command has to end when its terminal does. */
const grace = 5_000;

/** Exit codes by which shells say that a command was not found, and that it cannot be run. */
const [notFound, notExecutable] = [127, 126];

/**
 * Runs a command at this process's own terminal, to its end. Resolves with its exit code, as shells tell it. What is typed to interrupt
 * reaches the command by itself; what asks this process to end is passed on.
 */
export function runCommand(command: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<number> {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: 'inherit', env });
  let killer: NodeJS.Timeout | undefined;
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
    // Shells at a terminal take no notice of SIGTERM.
    killer ??= setTimeout(() => child.kill('SIGKILL'), grace);
  };
  const ignore = (): void => undefined;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) process.on(signal, ignore);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, pass);
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      process.stderr.write(`${program}: ${error.code === 'ENOENT' ? 'command not found' : error.message}\n`);
      resolve(error.code === 'ENOENT' ? notFound : notExecutable);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(killer);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
