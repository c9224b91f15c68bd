import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { withFileLock } from '../fileLock.ts';
import { isRunning, outerEnvironment, run } from '../processes.ts';
import { workbenchVersions, type WorkbenchVersion } from './versions.ts';

export interface InstalledWorkbench {
  readonly version: WorkbenchVersion;
  /** The VS Code server's folder: `out/server-main.js` is in it. */
  readonly server: string;
  /** The Node program that runs it. */
  readonly node: string;
}

const cache = path.join(
  process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'),
  'sagemaker-runner',
  'workbench',
);
const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs a VS Code server, once per user: into a temporary folder that is renamed when whole, under a lock.
 * Its own install scripts are left out: they compile modules that are not needed, and need the internet.
 */
export async function installWorkbench(
  version: WorkbenchVersion,
  log: (line: string) => void,
): Promise<InstalledWorkbench> {
  const root = await once(`vscode-${version.vscode}`, log, async (folder) => {
    await npm(folder, ['install', ...quiet, `code-server@${version.codeServer}`]);
    await npm(serverFolder(folder), ['install', '--omit=dev', ...quiet]);
  });
  // What an older one lacks the current one brings.
  if (version.name !== 'current') {
    await addRipgrep(serverFolder(root), log);
    await addTerminals(serverFolder(root), log);
  }
  return {
    version,
    server: serverFolder(root),
    node: version.node === undefined ? process.execPath : await installNode(version.node, log),
  };
}

/** What VS Code finds files with: older packages download it in an install script, newer ones bring it. */
async function addRipgrep(server: string, log: (line: string) => void): Promise<void> {
  const modules = path.join('node_modules', '@vscode');
  const program = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const place = path.join(server, modules, 'ripgrep', 'bin', program);
  if (!(await exists(path.join(server, modules, 'ripgrep'))) || (await exists(place))) return;
  const current = await installWorkbench(workbenchVersions.current, log);
  const folder = `${process.platform}-${process.arch}`;
  await fs.mkdir(path.dirname(place), { recursive: true });
  // Renamed when whole: others may be installing it, too.
  await fs.copyFile(
    path.join(current.server, modules, 'ripgrep-universal', 'bin', folder, program),
    `${place}.${process.pid}`,
  );
  await fs.rename(`${place}.${process.pid}`, place);
}

/** What terminals are made with: older packages compile it in an install script, newer ones bring it. */
async function addTerminals(server: string, log: (line: string) => void): Promise<void> {
  const place = path.join(server, 'node_modules', 'node-pty');
  const isWhole = async (): Promise<boolean> =>
    (await exists(path.join(place, 'prebuilds'))) || (await exists(path.join(place, 'build', 'Release')));
  if (await isWhole()) return;
  const current = await installWorkbench(workbenchVersions.current, log);
  await withFileLock(`${server}.terminals.lock`, async () => {
    if (await isWhole()) return;
    const next = `${place}-next`;
    await fs.rm(next, { recursive: true, force: true });
    await fs.cp(path.join(current.server, 'node_modules', 'node-pty'), next, { recursive: true });
    await fs.rm(place, { recursive: true, force: true });
    await fs.rename(next, place);
  });
}

async function installNode(version: string, log: (line: string) => void): Promise<string> {
  // The packages that `node` chooses from in its install script, each with one binary.
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const root = await once(`node-${version}`, log, (folder) => npm(folder, ['install', ...quiet, `${name}@${version}`]));
  return path.join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

const serverFolder = (root: string): string => path.join(root, 'node_modules', 'code-server', 'lib', 'vscode');

async function once(
  name: string,
  log: (line: string) => void,
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const target = path.join(cache, name);
  if (await exists(target)) return target;
  return withFileLock(path.join(cache, `${name}.lock`), async () => {
    if (await exists(target)) return target;
    await removeLeftovers(name);
    log(`Installing ${name} into ${target} (once; up to a minute)`);
    const folder = path.join(cache, `${name}.part-${process.pid}`);
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(path.join(folder, 'package.json'), '{"private":true}\n');
    try {
      await install(folder);
      await fs.rename(folder, target);
    } catch (error) {
      await fs.rm(folder, { recursive: true, force: true });
      throw error;
    }
    return target;
  });
}

/** Half installs of processes that were killed. */
async function removeLeftovers(name: string): Promise<void> {
  for (const entry of await fs.readdir(cache)) {
    const pid = entry.startsWith(`${name}.part-`) ? Number(entry.split('-').at(-1)) : undefined;
    if (pid !== undefined && !isRunning(pid)) await fs.rm(path.join(cache, entry), { recursive: true, force: true });
  }
}

async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const { code, output } = await run('npm', args, { cwd, env: outerEnvironment() });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${output}`);
}

const exists = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  );
