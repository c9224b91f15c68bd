import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { processGroups, type ProcessGroups } from '../../../adapters/process/processGroup.ts';
import { infoDescriptor } from './sandbox.ts';

export interface ProcessTreeOptions {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** File descriptor for what the processes print. */
  readonly output: number;
  /** True for bubblewrap: the tree is a process id namespace, which the kernel ends as a whole. */
  readonly contained: boolean;
  /** Makes the tree known to whoever ends it, should Local SageMaker be killed: nothing of the command runs before that. */
  readonly makeKnown: (pid: number) => Promise<void>;
  readonly groups?: ProcessGroups;
}

/** One host's processes. */
export interface ProcessTree {
  readonly pid: number;
  /** Resolves once the entrypoint and everything it left behind have ended, with the exit code; 128 + n for signal n. */
  readonly ended: Promise<number>;
  /** Asks the entrypoint to end (SIGTERM), as Docker asks a container's first process. */
  terminate(): Promise<void>;
  /** Ends every process at once (SIGKILL). */
  kill(): void;
}

const signalNumbers: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};
const info = z.object({ 'child-pid': z.int() });

/**
 * Waits to be told to go on, with its process id known by then, and becomes the command. Local SageMaker's own end is a no. Windows has no
 * shell for it: a process is known there as soon as it has started.
 */
const gate = process.platform === 'win32' ? [] : ['/bin/sh', '-c', 'read -r go <&4 && exec "$@" 4<&-', 'sh'];

/** Starts a host's processes. Rejects when they cannot be started, or not be made known. */
export async function startProcessTree(options: ProcessTreeOptions): Promise<ProcessTree> {
  const { command, env, cwd, output, contained, makeKnown, groups = processGroups() } = options;
  const [file = '', ...args] = [...gate, ...command];
  const child = spawn(file, args, {
    ...{ cwd, env, ...groups.own },
    stdio: ['ignore', output, output, contained ? 'pipe' : 'ignore', 'pipe'],
  });
  const exit = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (signalNumbers[signal ?? ''] ?? 0));
    });
  });
  const first = contained ? firstProcess(child.stdio[infoDescriptor] as Readable) : Promise.resolve(undefined);
  const go = child.stdio[4] as Writable;
  go.on('error', () => undefined);
  // Without a process there is an 'error' instead.
  const pid = child.pid ?? (await exit);
  try {
    await makeKnown(pid);
    go.end('go\n');
  } catch (error) {
    go.end();
    groups.kill(pid);
    await exit;
    throw error;
  }

  async function ended(): Promise<number> {
    const code = await exit;
    if (contained) await gone(await first);
    else groups.kill(pid);
    return code;
  }

  return {
    pid,
    ended: ended(),
    terminate: async () => {
      const entrypoint = contained ? await entrypointOf(await first) : pid;
      if (entrypoint !== undefined) groups.terminate(entrypoint);
    },
    kill: () => {
      // In a sandbox: bubblewrap, and the first process of its namespace, with which all others end.
      groups.kill(pid);
    },
  };
}

/** The process that is number 1 in the tree's namespace. Undefined when bubblewrap ended before it told. */
async function firstProcess(stream: Readable): Promise<number | undefined> {
  let text = '';
  try {
    for await (const chunk of stream) text += String(chunk);
    return info.parse(JSON.parse(text))['child-pid'];
  } catch {
    return undefined;
  }
}

/** The entrypoint is the oldest child of the namespace's first process, which may not have started it yet. */
async function entrypointOf(first: number | undefined): Promise<number | undefined> {
  if (first === undefined) return undefined;
  for (let waited = 0; waited < 1_000 && (await isRunning(first)); waited += 5) {
    const children = await readFile(`/proc/${first}/task/${first}/children`, 'utf8').catch(() => '');
    const [entrypoint = ''] = children.trim().split(' ');
    if (entrypoint !== '') return Number(entrypoint);
    await sleep(5);
  }
  return undefined;
}

/** Waits until the namespace is no more: until then what a job left behind could still write. */
async function gone(first: number | undefined): Promise<void> {
  if (first === undefined) return;
  for (let waited = 0; waited < 5_000 && (await isRunning(first)); waited += 2) await sleep(2);
}

/** False for a zombie as well: the first process of a namespace becomes one only after all others have ended. */
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const state = status.charAt(status.lastIndexOf(')') + 2);
  return state !== '' && state !== 'Z' && state !== 'X';
}
