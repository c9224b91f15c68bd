import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

/**
 * Makes a folder for this user alone (mode 0700), for as long as a command of an engine takes. Its name tells whose it is: those of
 * processes that ended before they could remove theirs go with the next one of the same `use`.
 */
export async function temporaryFolder(use: 'build' | 'login', parent = os.tmpdir()): Promise<string> {
  const prefix = `sagemaker-runner-${use}-`;
  await sweep(parent, prefix);
  return fs.mkdtemp(path.join(parent, `${prefix}${process.pid}-`));
}

async function sweep(parent: string, prefix: string): Promise<void> {
  for (const name of await fs.readdir(parent).catch(() => [])) {
    const pid = new RegExp(`^${prefix}(\\d+)-`, 'u').exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    // Another user's cannot be removed, and is theirs to.
    await fs.rm(path.join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
