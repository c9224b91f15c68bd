import fs from 'node:fs/promises';
import path from 'node:path';
import { isRunning, sleep } from './processes.ts';

/** Runs `work` while no other process holds the lock file. A lock whose process has died is taken over. */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  while (!(await take(file))) await sleep(300);
  try {
    return await work();
  } finally {
    await fs.rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  // Linked into place whole: a reader never sees a lock without its pid.
  const own = `${file}.${process.pid}`;
  await fs.writeFile(own, String(process.pid));
  try {
    await fs.link(own, file);
    return true;
  } catch {
    const owner = Number(await fs.readFile(file, 'utf8').catch(() => ''));
    if (owner > 0 && !isRunning(owner)) await fs.rm(file, { force: true });
    return false;
  } finally {
    await fs.rm(own, { force: true });
  }
}
