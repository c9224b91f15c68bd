import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { installDebian } from '../debian.ts';
import { run } from '../processes.ts';
import { baseImage } from './baseImage.ts';

/** Podman with storage, networks and configuration in a folder of its own. */
export class Podman {
  readonly #folder: string;
  readonly #before = new Map<string, string | undefined>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Makes it what `podman` means for this process and those that it starts, until `close`, with `baseImage` in it. Returns why not, when
   * there is none here.
   */
  static async open(log: (line: string) => void): Promise<Podman | string> {
    if (process.platform !== 'linux' || process.getuid?.() !== 0)
      return 'Podman, and root to give it a storage of its own';
    for (const name of ['podman', 'runc', 'netavark', 'aardvark-dns']) {
      const missing = (await lacks(name)) ? await installDebian([name], log) : undefined;
      if (missing !== undefined) return `Podman: ${missing}`;
    }
    let why = '';
    // Where the tests themselves run in a container, there may be no overlay in its overlay.
    for (const driver of ['overlay', 'vfs']) {
      const podman = new Podman(await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-podman-')));
      await podman.#configure(driver);
      const failure = await podman.#load();
      if (failure === undefined) return podman;
      await podman.close();
      why = failure;
    }
    return why;
  }

  /** Runs the podman command and gives what it printed, trimmed. Throws with the output when it fails. */
  async run(...args: string[]): Promise<string> {
    const { code, output } = await run('podman', args);
    if (code !== 0) throw new Error(`podman ${args.join(' ')} ended with ${code}:\n${output}`);
    return output.trim();
  }

  /** Lets it speak plain HTTP to a registry, as Docker does to the loopback address by itself. */
  async trust(registry: string): Promise<void> {
    await this.#write('registries.conf', `[[registry]]\nlocation = "${registry}"\ninsecure = true\n`);
  }

  async close(): Promise<void> {
    await run('podman', ['rm', '--all', '--force']);
    for (const [name, value] of this.#before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    // It mounts its storage over itself.
    const mounts = (await fs.readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
    for (const mount of mounts.reverse())
      if (mount.startsWith(`${this.#folder}${path.sep}`)) await run('umount', [mount]);
    await fs.rm(this.#folder, { recursive: true, force: true });
  }

  /** What works also in a container: no limits that only the machine may raise, and the older runtime, which knows every kind of cgroups. */
  async #configure(driver: string): Promise<void> {
    const at = (name: string): string => JSON.stringify(path.join(this.#folder, name));
    const storage = `[storage]\ndriver = "${driver}"\ngraphroot = ${at('images')}\nrunroot = ${at('run')}\n`;
    const containers = [
      '[containers]',
      'default_ulimits = ["nofile=1024:4096", "nproc=4096:4096"]',
      '[engine]',
      'runtime = "runc"',
      'cgroup_manager = "cgroupfs"',
      'events_logger = "file"',
      `tmp_dir = ${at('tmp')}`,
      `volume_path = ${at('volumes')}`,
      '[network]',
      'network_backend = "netavark"',
      `network_config_dir = ${at('networks')}`,
    ];
    this.#set('CONTAINERS_STORAGE_CONF', await this.#write('storage.conf', storage));
    this.#set('CONTAINERS_CONF', await this.#write('containers.conf', `${containers.join('\n')}\n`));
    this.#set('CONTAINERS_REGISTRIES_CONF', await this.#write('registries.conf', ''));
  }

  async #load(): Promise<string | undefined> {
    const archive = path.join(this.#folder, 'base.tar');
    const saved = spawn('docker', ['save', '--output', archive, baseImage], { stdio: 'ignore' });
    await once(saved, 'close');
    for (const args of [
      ['load', '--input', archive],
      ['run', '--rm', '--network', 'host', baseImage, 'true'],
    ]) {
      const { code, output } = await run('podman', args);
      if (code !== 0) return `Podman that runs here: ${output.trim().split('\n').at(-1) ?? ''}`;
    }
    await fs.rm(archive);
    return undefined;
  }

  async #write(name: string, text: string): Promise<string> {
    const file = path.join(this.#folder, name);
    await fs.writeFile(file, text);
    return file;
  }

  #set(name: string, value: string): void {
    this.#before.set(name, process.env[name]);
    process.env[name] = value;
  }
}

const lacks = async (program: string): Promise<boolean> =>
  (await run('sh', ['-c', `command -v ${program} || test -x /usr/lib/podman/${program}`])).code !== 0;
