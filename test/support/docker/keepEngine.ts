// node keepEngine.ts FOLDER: runs dockerd with all that is its own in FOLDER, until no process that uses it is left. SIGTERM says that no other will come.
import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { withFileLock } from '../fileLock.ts';
import { isRunning, sleep } from '../processes.ts';
import { engineKeeper, engineLock, engineSocket, engineUsers } from './engine.ts';

/** Parts of the tests follow one another: an engine is not ended and started between them. */
let patience = 60_000;
process.on('SIGTERM', () => (patience = 0));

const folder = process.argv[2] ?? '';
const log = await fs.open(path.join(folder, 'dockerd.log'), 'w');
const flags = {
  'data-root': 'data',
  'exec-root': 'exec',
  pidfile: 'dockerd.pid',
  // Not the machine's /etc/docker/daemon.json.
  'config-file': 'daemon.json',
};
await fs.writeFile(path.join(folder, 'daemon.json'), '{}\n');
await fs.writeFile(engineKeeper(folder), String(process.pid));
const child = spawn(
  'dockerd',
  [
    `--host=unix://${engineSocket(folder)}`,
    ...Object.entries(flags).map(([flag, name]) => `--${flag}=${path.join(folder, name)}`),
  ],
  { stdio: ['ignore', log.fd, log.fd] },
);
child.once('error', () => process.exit(1));
child.once('exit', (code) => process.exit(code ?? 1));

let used = Date.now();
for (;;) {
  await sleep(1000);
  if (await inUse()) used = Date.now();
  if (Date.now() - used > patience)
    await withFileLock(engineLock(folder), async () => {
      if (await inUse()) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    });
}

async function inUse(): Promise<boolean> {
  let any = false;
  for (const name of await fs.readdir(engineUsers(folder)).catch(() => [])) {
    if (isRunning(Number(name))) any = true;
    else await fs.rm(path.join(engineUsers(folder), name), { force: true });
  }
  return any;
}
