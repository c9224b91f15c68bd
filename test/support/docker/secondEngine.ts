import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { installDebian } from '../debian.ts';
import { run, waitFor } from '../processes.ts';
import { docker } from './docker.ts';
import type { Registry } from './registry.ts';

/** A Docker engine for one test alone: it holds no image, reaches no network, and may be stopped. */
export interface SecondEngine {
  /** For DOCKER_HOST. */
  readonly host: string;
  docker(args: readonly string[]): Promise<string>;
  /** Builds an image of a few bytes, or of the given size, that no other has. Gives its id. */
  build(content: string, names: readonly string[], options?: BuildOptions): Promise<string>;
  /** From now on its commands have the registry's password. */
  login(registry: Pick<Registry, 'host' | 'user' | 'password'>): Promise<void>;
  /** Ends it as a crash would. Its images stay until `remove`. */
  stop(): Promise<void>;
  /** Ends it and removes all that it kept. */
  remove(): Promise<void>;
}

export interface BuildOptions {
  /** `key=value`. */
  readonly label?: string;
  /** Bytes. */
  readonly size?: number;
}

/** Why this process can start no engine; undefined when it can. */
export async function noSecondEngine(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'root on Linux, to start an engine of its own';
  for (const [program, debian] of [
    ['dockerd', 'docker.io'],
    // Makes the bridge.
    ['ip', 'iproute2'],
  ] as const) {
    if ((await run('sh', ['-c', `command -v ${program}`])).code === 0) continue;
    const missing = await installDebian([debian], console.error);
    if (missing !== undefined) return `Debian’s ${debian}: ${missing}`;
  }
  return undefined;
}

/** `disk`: bytes that it may keep; no limit when absent. */
export async function startSecondEngine({ disk }: { readonly disk?: number } = {}): Promise<SecondEngine> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'srx-engine-'));
  if (disk !== undefined) {
    const data = path.join(folder, 'data');
    await fs.mkdir(data);
    await run('mount', ['-t', 'tmpfs', '-o', `size=${disk}`, 'tmpfs', data]);
  }
  const host = `unix://${folder}/docker.sock`;
  const env = { ...process.env, DOCKER_HOST: host, DOCKER_CONFIG: folder };
  await fs.writeFile(path.join(folder, 'daemon.json'), '{}\n');
  const log = await fs.open(path.join(folder, 'dockerd.log'), 'w');
  const places = { 'data-root': 'data', 'exec-root': 'exec', pidfile: 'pid', 'config-file': 'daemon.json' };
  const flags = Object.entries(places).map(([flag, name]) => `--${flag}=${path.join(folder, name)}`);
  // Beside another engine it must not touch the machine's network: told to have no bridge, it would take the other's away. In a network
  // of its own it would not reach a registry of this machine.
  const bridge = `srx${process.pid}`.slice(0, 15);
  await makeBridge(bridge);
  const apart = [`--bridge=${bridge}`, '--iptables=false', '--ip-forward=false', '--ip-masq=false'];
  const child = spawn('dockerd', [`--host=${host}`, ...flags, ...apart], { stdio: ['ignore', log.fd, log.fd] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const remove = async (): Promise<void> => {
    await stop();
    await log.close();
    await run('ip', ['link', 'delete', bridge]);
    // One that is stopped at work leaves its images' file systems mounted.
    for (const mount of await mountsBelow(folder)) await run('umount', [mount]);
    await fs.rm(folder, { recursive: true, force: true });
  };
  try {
    await waitFor('a second engine', 60_000, async () => {
      if (child.exitCode !== null) throw new Error(await fs.readFile(path.join(folder, 'dockerd.log'), 'utf8'));
      return (await run('docker', ['version'], { env })).code === 0 ? true : undefined;
    });
  } catch (error) {
    await remove();
    throw error;
  }
  const context = path.join(folder, 'context');
  await fs.mkdir(context);
  return {
    host,
    docker: (args) => docker(args, env),
    build: async (content, names, { label, size = 0 } = {}) => {
      await fs.writeFile(path.join(context, 'content'), content.padEnd(size, '.'));
      await fs.writeFile(path.join(context, 'Dockerfile'), 'FROM scratch\nCOPY content /content\n');
      const idFile = path.join(folder, 'id');
      const tags = names.flatMap((name) => ['--tag', name]);
      const labels = label === undefined ? [] : ['--label', label];
      await docker(['build', '--quiet', '--no-cache', '--iidfile', idFile, ...labels, ...tags, context], env);
      return (await fs.readFile(idFile, 'utf8')).trim();
    },
    login: async ({ host: registry, user, password }) => {
      const auth = Buffer.from(`${user}:${password}`).toString('base64');
      await fs.writeFile(path.join(folder, 'config.json'), JSON.stringify({ auths: { [registry]: { auth } } }));
    },
    stop,
    remove,
  };
}

async function mountsBelow(folder: string): Promise<string[]> {
  const mounts = (await fs.readFile('/proc/self/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
  return mounts.filter((mount) => mount.startsWith(`${folder}/`)).reverse();
}

/** A bridge that leads nowhere, with addresses that nothing else on this machine has. */
async function makeBridge(name: string): Promise<void> {
  const address = `10.213.${process.pid % 250}.1/24`;
  for (const args of [
    ['link', 'add', name, 'type', 'bridge'],
    ['address', 'add', address, 'dev', name],
    ['link', 'set', name, 'up'],
  ]) {
    const { code, output } = await run('ip', args);
    if (code !== 0) throw new Error(`ip ${args.join(' ')}: ${output}`);
  }
}
