import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { installDebian } from '../debian.ts';
import { withFileLock } from '../fileLock.ts';
import { run, waitFor } from '../processes.ts';
import { tryDocker } from './docker.ts';

/** Where the tests keep an engine of their own, if they need one: its images stay for the next run. */
export const engineFolder = path.join(
  process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'),
  'sagemaker-runner',
  'docker',
);

/** Held while the engine starts or ends, and while somebody begins to use it. */
export const engineLock = (folder: string): string => path.join(folder, 'engine.lock');

/** Where other users of this machine reach it, too: tests run jobs as one. */
export const engineSocket = (folder: string): string =>
  `/run/sagemaker-runner-test-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}.sock`;

/** A file each process that uses the engine, named by its pid. */
export const engineUsers = (folder: string): string => path.join(folder, 'users');

/** Holds the pid of the process that keeps the engine. */
export const engineKeeper = (folder: string): string => path.join(folder, 'keeper.pid');

/**
 * Says that no other part of a run of the tests will ask for their own engine: it ends once nobody uses it any more. Returns the pid of the
 * process that keeps it, if there is one.
 */
export function releaseEngine(): number | undefined {
  try {
    const pid = Number(readFileSync(engineKeeper(engineFolder), 'utf8'));
    // The file may be of one that was killed, and its number another's now.
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('keepEngine.ts')) return undefined;
    process.kill(pid, 'SIGTERM');
    return pid;
  } catch {
    return undefined;
  }
}

/**
 * Makes a Docker engine reachable for this process and those that it starts: the one that the docker command reaches by
 * itself, or one of the tests' own, by `DOCKER_HOST`. Returns why not, when there is none and none can be started.
 * The own engine needs root. It touches nothing of the user's, and ends when no process that asked for it is left.
 */
export async function ensureEngine(log: (line: string) => void): Promise<string | undefined> {
  const reached = await reach();
  if (reached === undefined) return undefined;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return `a running Docker engine: ${reached}`;
  return withFileLock(engineLock(engineFolder), async () => {
    const missing = await install(log);
    if (missing !== undefined) return `a Docker engine: ${missing}`;
    // Installing it may have started the system's.
    if ((await reach()) === undefined) return undefined;
    return startOwn(log);
  });
}

/** Why no engine answers, in the docker command's own words; undefined when one does. */
async function reach(host?: string): Promise<string | undefined> {
  const env = host === undefined ? process.env : { ...process.env, DOCKER_HOST: host };
  const { code, output } = await tryDocker(['version', '--format', '{{.Server.Version}}'], env);
  return code === 0 ? undefined : lastLine(output);
}

async function install(log: (line: string) => void): Promise<string | undefined> {
  for (const [program, name] of [
    ['dockerd', 'docker.io'],
    // A package of its own since Debian 13.
    ['docker', 'docker-cli'],
  ] as const) {
    if ((await run(program, ['--version'])).code === 0) continue;
    const failure = await installDebian([name], log);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function startOwn(log: (line: string) => void): Promise<string | undefined> {
  const host = `unix://${engineSocket(engineFolder)}`;
  await fs.mkdir(engineUsers(engineFolder), { recursive: true });
  await fs.writeFile(path.join(engineUsers(engineFolder), String(process.pid)), '');
  if ((await reach(host)) !== undefined) {
    log(`Starting a Docker engine in ${engineFolder}`);
    const keeper = spawn(process.execPath, [path.join(import.meta.dirname, 'keepEngine.ts'), engineFolder], {
      detached: true,
      stdio: 'ignore',
    });
    keeper.unref();
    let ended = false;
    keeper.once('exit', () => (ended = true));
    try {
      await waitFor(
        'the Docker engine',
        60_000,
        async () => ended || ((await reach(host)) === undefined ? true : undefined),
      );
    } catch {
      ended = true;
    }
    if (ended) {
      const said = await fs.readFile(path.join(engineFolder, 'dockerd.log'), 'utf8').catch(() => '');
      return `a Docker engine: dockerd did not start: ${lastLine(said)}`;
    }
  }
  process.env['DOCKER_HOST'] = host;
  return undefined;
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
