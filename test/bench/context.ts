import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../support/processes.ts';

export const root = path.resolve(import.meta.dirname, '../..');

/** What the rows share: a scratch folder, a production build, and the promise that whatever they start is ended. */
export interface Bench {
  /** How many times a quick thing is measured; slow rows take fewer. */
  readonly runs: number;
  /** An empty folder of this bench alone, removed at the end. */
  readonly folder: string;
  readonly log: (line: string) => void;
  /** Builds dist/ for production, once. */
  readonly build: () => Promise<void>;
  /** Undone at the end, or when the bench is interrupted, last first. */
  readonly atEnd: (undo: () => Promise<unknown>) => void;
  readonly end: () => Promise<void>;
}

export async function createBench(options: Pick<Bench, 'runs' | 'log'>): Promise<Bench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sagemaker-runner-bench-'));
  const undo = [
    () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  ] as (() => Promise<unknown>)[];
  let built: Promise<void> | undefined;
  return {
    ...options,
    folder,
    build: () => (built ??= build()),
    atEnd: (action) => void undo.push(action),
    end: async () => {
      for (let action = undo.pop(); action !== undefined; action = undo.pop()) await action().catch(options.log);
    },
  };
}

async function build(): Promise<void> {
  const { code, output } = await run(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
  if (code !== 0) throw new Error(`the production build failed:\n${output}`);
}

/** Runs a program of the bench in a process of its own and returns the JSON value of its last line. Ended after `timeout` ms. */
export function inProcess(
  command: string,
  args: readonly string[],
  { env = process.env, timeout = 120_000 }: { readonly env?: NodeJS.ProcessEnv; readonly timeout?: number } = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(JSON.parse(output.trimEnd().split('\n').at(-1) ?? ''));
      else
        reject(
          new Error(`${path.basename(args[0] ?? command)} ended with ${code ?? signal ?? ''}: ${errors.slice(-2000)}`),
        );
    });
  });
}
