import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bench } from './context.ts';

/** Absolute path of a program of this machine. */
export async function find(command: string): Promise<string> {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, command);
    const found = await access(file).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  throw new Error(`there is no ${command} on the PATH`);
}

/** Writes a script into a folder of its own: the folder goes with it to the job. Returns its path. */
export async function writeScript(bench: Bench, name: string, text: string): Promise<string> {
  const folder = path.join(bench.folder, `script-${path.parse(name).name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), text);
  return path.join(folder, name);
}
