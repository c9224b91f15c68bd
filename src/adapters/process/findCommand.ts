import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';

/** What Windows can start without a shell. */
const windowsPrograms = ['.exe', '.com'];

/** Absolute path of a command that can be run, looked up in the folders of `searchPath` unless it is a path itself. */
export async function findCommand(
  command: string,
  searchPath: string,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  for (const file of commandFiles(command, searchPath, platform)) if (await isExecutable(file)) return file;
  return undefined;
}

/** The files that a command may mean on a platform, in order. Folders of `searchPath` that are not absolute are left out. */
export function commandFiles(command: string, searchPath: string, platform: NodeJS.Platform): string[] {
  const isWindows = platform === 'win32';
  const paths = isWindows ? path.win32 : path.posix;
  const hasEnding = windowsPrograms.includes(paths.extname(command).toLowerCase());
  const names = isWindows && !hasEnding ? windowsPrograms.map((ending) => command + ending) : [command];
  if (command.includes('/') || (isWindows && command.includes('\\'))) return names.map((name) => paths.resolve(name));
  const folders = searchPath.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  return folders.flatMap((folder) => names.map((name) => paths.join(folder, name)));
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await fs.access(file, constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch {
    return false;
  }
}
