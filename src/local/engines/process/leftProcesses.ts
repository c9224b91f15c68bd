import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { processGroups } from '../../../adapters/process/processGroup.ts';
import type { HostProcess } from '../../store/hostProcesses.ts';

/** Linux tells everything about processes here; elsewhere `ps` has to do. */
const isLinux = existsSync('/proc/self/stat');

/** By this variable processes without a sandbox find their host's folder, and are found. */
export const folderVariable = 'SAGEMAKER_BASE_DIR';

/** Tells a process from every other that has or had its id; undefined when there is no such process. */
export async function birthOf(pid: number): Promise<string | undefined> {
  if (!isLinux) return startTime(pid);
  const started = await startTicks(pid);
  return started && `${await bootId()} ${started}`;
}

/**
 * Ends what there still is of a host: the group of its first process if that is the one it was, and processes that are known by their
 * host's folder. Resolves with how many processes or groups were ended.
 */
export async function endProcessesOf({ pid, birth, ml }: HostProcess): Promise<number> {
  const isSame = (await birthOf(pid)) === birth;
  if (isSame) processGroups().kill(pid);
  return (isSame ? 1 : 0) + (await endProcessesIn(ml));
}

/** Ends processes, of whatever group, that work for the host with this /opt/ml: only where the machine tells. */
export async function endProcessesIn(ml: string): Promise<number> {
  if (!isLinux) return 0;
  let ended = 0;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/u.test(name) || !(await worksFor(name, ml))) continue;
    if (killed(Number(name))) ended += 1;
  }
  return ended;
}

/** False when it has ended meanwhile. */
function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/** A sandbox names the folder among its arguments, what runs without one in its environment. */
async function worksFor(pid: string, ml: string): Promise<boolean> {
  const [program = '', ...args] = await strings(`/proc/${pid}/cmdline`);
  if (program.endsWith('/bwrap') && args.includes(ml)) return true;
  return (await strings(`/proc/${pid}/environ`)).includes(`${folderVariable}=${ml}`);
}

async function strings(file: string): Promise<string[]> {
  // A process that has ended meanwhile, or another user's.
  return (await readFile(file, 'utf8').catch(() => '')).split('\0');
}

/** Clock ticks from the start of the machine. The name of the program, in brackets, may hold anything; what follows it are numbers. */
async function startTicks(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
}

async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim();
}

async function startTime(pid: number): Promise<string | undefined> {
  const found = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined);
  const text = found?.stdout.trim();
  return text === '' ? undefined : text;
}
