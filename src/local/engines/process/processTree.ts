import { spawn } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { processGroups, type ProcessGroups } from '../../../adapters/process/processGroup.ts';
import type { HostFolder } from '../../files/jobFolder.ts';
import { openRegular, readStart } from '../../files/regularFile.ts';
import { infoDescriptor } from './sandbox.ts';

export interface ProcessTreeOptions {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** File descriptor for what the processes print. */
  readonly output: number;
  /** True for bubblewrap: the tree is a process id namespace, which the kernel ends as a whole. */
  readonly contained: boolean;
  readonly groups?: ProcessGroups;
}

/** One host's processes. */
export interface ProcessTree {
  readonly pid: number | undefined;
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

/** Ends what an earlier Local SageMaker left running of a host; the process must still be at work in the host's folder. */
export async function endLeftOver({ pid, ml }: HostFolder): Promise<void> {
  const file = await openRegular(pid).catch(() => undefined);
  if (file === undefined) return;
  const group = Number(await readStart(file, 20));
  const folder = await readlink(`/proc/${group}/cwd`).catch(() => undefined);
  if (group > 1 && folder?.startsWith(ml) === true) processGroups().kill(group);
}

/** Starts a host's processes. The promise `ended` rejects when the command cannot be started. */
export function startProcessTree(options: ProcessTreeOptions): ProcessTree {
  const { command, env, cwd, output, contained, groups = processGroups() } = options;
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd,
    env,
    ...groups.own,
    stdio: contained ? ['ignore', output, output, 'pipe'] : ['ignore', output, output],
  });
  const first = contained ? firstProcess(child.stdio[infoDescriptor] as Readable) : Promise.resolve(undefined);

  const exit = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (signalNumbers[signal ?? ''] ?? 0));
    });
  });

  async function ended(): Promise<number> {
    const code = await exit;
    if (contained) await gone(await first);
    else if (child.pid !== undefined) groups.kill(child.pid);
    return code;
  }

  return {
    pid: child.pid,
    ended: ended(),
    terminate: async () => {
      const entrypoint = contained ? await entrypointOf(await first) : child.pid;
      if (entrypoint !== undefined) groups.terminate(entrypoint);
    },
    kill: () => {
      // The end of bubblewrap is the end of all that runs in it (--die-with-parent).
      if (contained) child.kill('SIGKILL');
      else if (child.pid !== undefined) groups.kill(child.pid);
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
