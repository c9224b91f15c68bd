import { spawn } from 'node:child_process';
import path from 'node:path';

export interface Finished {
  readonly code: number;
  /** stdout and stderr together, in the order they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly onOutput?: (text: string) => void;
}

/** Runs a program to its end. A program that cannot be started ends with code 127; one killed by a signal with 1. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const take = (chunk: string): void => {
      output += chunk;
      options.onOutput?.(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', (error) => {
      resolve({ code: 127, output: error.message });
    });
    child.once('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}

/** The environment without what `npm run` adds for its own scripts: an npm or VS Code started below must not inherit it. */
export function outerEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(package|lifecycle|command|execpath|node_execpath|config_(local_prefix|node_gyp|noproxy|allow_scripts))/.test(
        name,
      ) && !/^(VSCODE_|ELECTRON_|INIT_CWD$)/.test(name),
  );
  const env: NodeJS.ProcessEnv = Object.fromEntries(kept);
  const entries = (env['PATH'] ?? '').split(path.delimiter);
  env['PATH'] = entries.filter((entry) => !entry.includes('node_modules')).join(path.delimiter);
  return env;
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks until the answer is not undefined; fails with `what` after `timeout` milliseconds. */
export async function waitFor<T>(
  what: string,
  timeout: number,
  ask: () => Promise<T | undefined> | T | undefined,
  every = 100,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s in vain for ${what}`);
    await sleep(every);
  }
}
