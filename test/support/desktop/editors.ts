import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findCommand } from '../../../src/adapters/process/findCommand.ts';

/** A desktop VS Code, or why there is none. */
export type DesktopEditor = { readonly executable: string } | { readonly missing: string };

/** Names the program of a desktop VS Code that is to be tested with. */
export const editorVariable = 'SAGEMAKER_RUNNER_VSCODE';

export interface InstalledEditorOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
}

/** The desktop VS Code that the environment names, else the one whose `code` is on the PATH. */
export async function installedEditor(options: InstalledEditorOptions): Promise<DesktopEditor> {
  const { environment, platform = process.platform } = options;
  const named = environment[editorVariable] ?? '';
  if (named !== '') {
    const executable = await findCommand(named, environment['PATH'] ?? '', platform);
    return executable === undefined
      ? { missing: `${editorVariable} names ${named}, which cannot be run` }
      : { executable };
  }
  const command = await commandOnPath(environment['PATH'] ?? '');
  const executable = command === undefined ? undefined : programOf(await fs.realpath(command), platform);
  if (executable !== undefined && (await findCommand(executable, '', platform)) !== undefined) return { executable };
  return {
    missing: `no desktop VS Code is installed: ${editorVariable} names none, and there is no "code" on the PATH`,
  };
}

/** `code` is a script on every system, which Windows names otherwise. */
async function commandOnPath(searchPath: string): Promise<string | undefined> {
  for (const folder of searchPath.split(path.delimiter)) {
    for (const name of ['code', 'code.cmd']) {
      const file = path.join(folder, name);
      const stat = await fs.stat(file).catch(() => undefined);
      if (path.isAbsolute(folder) && stat?.isFile() === true) return file;
    }
  }
  return undefined;
}

/** The program that a `code` script starts: the tests' options are not among those that the script passes on. */
export function programOf(script: string, platform: NodeJS.Platform): string {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const up = (levels: number): string => paths.resolve(script, ...new Array<string>(levels).fill('..'));
  if (platform === 'win32') return paths.join(up(2), 'Code.exe');
  if (platform === 'darwin') return paths.join(up(4), 'MacOS', 'Electron');
  return paths.join(up(2), 'code');
}

/** Downloads a version of VS Code, once per user. */
export async function downloadedEditor(version: string): Promise<DesktopEditor> {
  const caches = process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache');
  const cachePath = path.join(caches, 'sagemaker-runner', 'desktop');
  try {
    const executable = await downloadAndUnzipVSCode({
      version,
      cachePath,
      timeout: 30_000,
      reporter: new SilentReporter(),
    });
    return { executable };
  } catch (error) {
    return { missing: `it cannot be downloaded (${error instanceof Error ? error.message : String(error)})` };
  }
}
