import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAnnouncement } from '../../src/adapters/process/announcement.ts';
import { defaultLocalRoot } from '../../src/ui/kit/localRoot.ts';
import { isRunning, waitFor } from '../support/processes.ts';
import type { Bench } from './context.ts';

/** A state folder for a Local SageMaker of its own, placed as below a home folder; the server that comes to run on it is ended with the bench. */
export async function localRoot(bench: Bench): Promise<string> {
  const root = defaultLocalRoot({
    platform: 'linux',
    environment: { XDG_STATE_HOME: await mkdtemp(path.join(bench.folder, 'local-')) },
    home: bench.folder,
  });
  bench.atEnd(() => stopLocal(root));
  return root;
}

/** Ends the Local SageMaker of a state folder, when one runs. */
export async function stopLocal(root: string): Promise<void> {
  const pid = await localPid(root);
  if (pid === undefined || !isRunning(pid)) return;
  process.kill(pid, 'SIGTERM');
  await waitFor('Local SageMaker to end', 10_000, () => (isRunning(pid) ? undefined : true), 10).catch(() =>
    process.kill(pid, 'SIGKILL'),
  );
}

/** The largest memory that the Local SageMaker of a state folder has had, in MB; undefined where the system does not tell. */
export async function localPeakMemory(root: string): Promise<number | undefined> {
  const status = await readFile(`/proc/${(await localPid(root)) ?? 0}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6;
}

async function localPid(root: string): Promise<number | undefined> {
  const text = await readFile(path.join(root, 'server.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parseAnnouncement(text)?.pid;
}
