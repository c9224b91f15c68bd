import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { bundlePrograms } from '../support/bundle.ts';
import { run } from '../support/processes.ts';

export const root = path.resolve(import.meta.dirname, '../..');

/** What a row has: a scratch folder, a production build, and the promise that whatever it starts is ended with it. */
export interface Bench {
  /** How many times a quick thing is measured; slow rows take fewer. */
  readonly runs: number;
  /** An empty folder of this row alone, removed at its end. */
  readonly folder: string;
  readonly log: (line: string) => void;
  /** Builds dist/ for production, once. */
  readonly build: () => Promise<void>;
  /** Undone at the row's end, or when the bench is interrupted, last first. */
  readonly atEnd: (undo: () => Promise<unknown>) => void;
  readonly end: () => Promise<void>;
}

export async function createBench(options: Pick<Bench, 'runs' | 'log' | 'build'>): Promise<Bench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sagemaker-runner-bench-'));
  const removeFolder = (): Promise<void> =>
    rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  const undo: (() => Promise<unknown>)[] = [removeFolder];
  return {
    ...options,
    folder,
    atEnd: (action) => void undo.push(action),
    end: async () => {
      for (let action = undo.pop(); action !== undefined; action = undo.pop())
        await action().catch((error: unknown) => {
          options.log(String(error));
        });
    },
  };
}

/** Builds dist/ for production when it is first asked for; never when `isBuilt`. */
export function builder(isBuilt: boolean): () => Promise<void> {
  let built = isBuilt ? Promise.resolve() : undefined;
  return () => (built ??= buildProduct());
}

async function buildProduct(): Promise<void> {
  const { code, output } = await run(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
  if (code !== 0) throw new Error(`the production build failed:\n${output}`);
}

/**
 * Runs a module of workers/ in a process of its own, bundled as the product is, and returns the JSON value of its last line.
 * Ended after `timeout` milliseconds.
 */
export async function work(bench: Bench, name: string, argument: unknown, timeout = 120_000): Promise<unknown> {
  const folder = path.join(bench.folder, name);
  await bundlePrograms({ [name]: path.join(import.meta.dirname, 'workers', `${name}.ts`) }, folder);
  const { code, output, errors } = await ended(
    spawn(process.execPath, [path.join(folder, `${name}.mjs`), JSON.stringify(argument)], {
      cwd: root,
      timeout,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  if (code !== 0) throw new Error(`the measurement ${name} ended with ${code ?? 'a signal'}: ${errors.slice(-2000)}`);
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

function ended(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output, errors });
    });
  });
}
