import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** A folder for what programs of one terminal read, for its owner's eyes only. It is named after the process, which removes it as it ends. */
export async function makeTerminalFolder(root: string): Promise<string> {
  const all = path.join(root, 'terminals');
  await mkdir(all, { recursive: true, mode: 0o700 });
  const left = (await readdir(all)).filter((name) => !isAlive(Number(name.split('-')[0])));
  // Of processes that were killed.
  for (const name of left) await rm(path.join(all, name), { recursive: true, force: true });
  return mkdtemp(path.join(all, `${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
