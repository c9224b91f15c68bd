import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const launcher = path.resolve(import.meta.dirname, '../../media/launcher');

export interface Launched {
  readonly code: number | null;
  readonly log: string;
  readonly message: string | undefined;
  readonly outputs: readonly string[];
}

export interface LaunchOptions {
  /** May act on the launcher while the script runs; called with what it has printed so far. */
  readonly during?: (child: ChildProcess, log: () => string) => void;
  readonly environment?: NodeJS.ProcessEnv;
}

/** The launcher with a folder of its own in place of a job's /opt/ml. */
export class LauncherFolder {
  readonly base: string;

  private constructor(base: string) {
    this.base = base;
  }

  static async create(): Promise<LauncherFolder> {
    const folder = new LauncherFolder(await mkdtemp(path.join(tmpdir(), 'launcher-')));
    await mkdir(folder.code, { recursive: true });
    await cp(launcher, path.join(folder.base, 'processing/input/entrypoint'), { recursive: true });
    return folder;
  }

  get code(): string {
    return path.join(this.base, 'processing/input/code');
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(path.join(this.code, name)), { recursive: true });
    await writeFile(path.join(this.code, name), text);
  }

  readOutput(name: string): Promise<string> {
    return readFile(path.join(this.base, 'processing/output', name), 'utf8');
  }

  /** Starts the launcher as a job's entrypoint would, to its end. */
  async launch(
    interpreter: string,
    script: string,
    args: readonly string[] = [],
    { during, environment = {} }: LaunchOptions = {},
  ): Promise<Launched> {
    // Each job has its own.
    await rm(path.join(this.base, 'output'), { recursive: true, force: true });
    const entry = path.join(this.base, 'processing/input/entrypoint/launch.sh');
    const child = spawn('/bin/sh', [entry, interpreter, script, ...args], {
      env: { ...process.env, SAGEMAKER_BASE_DIR: this.base, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        log += chunk;
        during?.(child, () => log);
      });
    }
    await once(child, 'close');
    const message = await readFile(path.join(this.base, 'output/message'), 'utf8').catch(() => undefined);
    const outputs = await readdir(path.join(this.base, 'processing/output'), { recursive: true }).catch(() => []);
    return { code: child.exitCode, log, message, outputs: outputs.sort() };
  }

  async remove(): Promise<void> {
    await rm(this.base, { recursive: true, force: true });
  }
}
