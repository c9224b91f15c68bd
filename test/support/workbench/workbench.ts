import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { outerEnvironment, waitFor } from '../processes.ts';
import { stopLocal } from '../stopLocal.ts';
import { installWorkbench } from './install.ts';
import { workbenchKeys, workbenchSettings, type Theme } from './settings.ts';
import { workbenchVersions, type WorkbenchVersion } from './versions.ts';

export interface WorkbenchOptions {
  /** Folder with the extension's package.json, loaded as under development; none when absent. */
  readonly extension?: string;
  /** A VSIX or extension id to install first. */
  readonly install?: string;
  readonly version?: WorkbenchVersion['name'];
  readonly theme?: Theme;
  /** Whether every workspace is trusted (as by default here), or none. */
  readonly trusted?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: NodeJS.ProcessEnv;
  readonly port?: number;
  readonly log?: (line: string) => void;
}

export interface Workbench {
  readonly version: WorkbenchVersion;
  readonly port: number;
  /** Folder of this workbench alone: user data (Local SageMaker's root is below it), server data, extensions. */
  readonly folder: string;
  /** Folder that stands for XDG_STATE_HOME in the workbench. */
  readonly state: string;
  /** Address of the page for a workspace; with `tests`, the extension host calls that module's `run()`. */
  url(workspace: string, tests?: string): string;
  /** Everything the server printed so far. */
  output(): string;
  /** Ends the Local SageMaker started from it, removes its state, and takes back what was set since the start. */
  reset(): Promise<void>;
  /** Ends the server, the Local SageMaker started from it, and removes the folder. */
  stop(): Promise<void>;
}

/** Starts a real VS Code server of its own: own settings, own state, own port. */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const log = options.log ?? ((): void => undefined);
  const installed = await installWorkbench(workbenchVersions[options.version ?? 'current'], log);
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-workbench-'));
  const state = path.join(folder, 'state');
  const settings = { ...workbenchSettings(options.theme ?? 'dark'), ...options.settings };
  await writeUserData(folder, 'User/settings.json', settings);
  // Settings of the machine, such as the container engine, are the server's own: in the user's they count for nothing.
  await writeUserData(folder, 'Machine/settings.json', options.settings ?? {});
  await writeUserData(folder, 'User/keybindings.json', workbenchKeys);
  const token = randomBytes(12).toString('hex');
  const env = { ...outerEnvironment(), XDG_STATE_HOME: state, ...options.environment };
  const shared = ['--server-data-dir', path.join(folder, 'server'), '--user-data-dir', path.join(folder, 'user')];
  const flags = [
    ...shared,
    '--extensions-dir',
    path.join(folder, 'extensions'),
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
  ];
  let output = '';
  const start = (more: readonly string[]): ChildProcess => {
    const child = spawn(installed.node, ['out/server-main.js', ...flags, ...more], {
      cwd: installed.server,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const take = (chunk: string): void => void (output += chunk);
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    return child;
  };
  if (options.install !== undefined) {
    const code = await ended(start(['--install-extension', options.install, '--force']));
    if (code !== 0) throw new Error(`VS Code could not install ${options.install}:\n${output}`);
  }
  const trust = options.trusted === false ? [] : ['--disable-workspace-trust'];
  const child = start([
    '--host',
    '127.0.0.1',
    '--port',
    String(options.port ?? 0),
    '--connection-token',
    token,
    ...trust,
    '--enable-smoke-test-driver',
  ]);
  const endLocal = async (): Promise<void> => {
    for (const place of [state, path.join(folder, 'user')]) await stopLocal(place);
  };
  const reset = async (): Promise<void> => {
    await endLocal();
    await fs.rm(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    await writeUserData(folder, 'User/settings.json', settings);
  };
  const stop = async (): Promise<void> => {
    killGroup(child);
    await endLocal();
    await ended(child);
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const port = await waitFor('the workbench to listen', 120_000, () => {
      if (child.exitCode !== null) throw new Error(`The workbench ended with code ${child.exitCode}:\n${output}`);
      const match = /Extension host agent listening on (\d+)/.exec(output);
      return match === null ? undefined : Number(match[1]);
    });
    return {
      version: installed.version,
      port,
      folder,
      state,
      url: (workspace, tests) => pageUrl({ port, token, workspace, tests, extension: options.extension }),
      output: () => output,
      reset,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface PageOptions {
  readonly port: number;
  readonly token: string;
  readonly workspace: string;
  readonly tests: string | undefined;
  readonly extension: string | undefined;
}

function pageUrl({ port, token, workspace, tests, extension }: PageOptions): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [['skipWelcome', 'true']];
  if (extension !== undefined) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  return `http://127.0.0.1:${port}/?${new URLSearchParams({ tkn: token, folder: workspace, payload: JSON.stringify(payload) }).toString()}`;
}

async function writeUserData(folder: string, name: string, value: unknown): Promise<void> {
  const file = path.join(folder, 'user', name);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, JSON.stringify(value, undefined, 2));
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
}

const ended = (child: ChildProcess): Promise<number> =>
  child.exitCode === null && child.signalCode === null
    ? new Promise((resolve) =>
        child.once('exit', (code) => {
          resolve(code ?? 1);
        }),
      )
    : Promise.resolve(child.exitCode ?? 1);
