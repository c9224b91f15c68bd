import fs from 'node:fs/promises';
import path from 'node:path';
import { parseAnnouncement, type Announcement } from '../../src/adapters/process/announcement.ts';
import { isRunning, waitFor } from '../support/processes.ts';
import { processList } from '../support/processList.ts';
import type { Workbench } from '../support/workbench/workbench.ts';

/** The announcements of the Local SageMakers that were started from a workbench: one, or none. */
export async function announcements(workbench: Workbench): Promise<{ readonly root: string; readonly pid: number }[]> {
  const entries = await fs.readdir(workbench.state, { recursive: true }).catch(() => []);
  const files = entries
    .filter((entry) => path.basename(entry) === 'server.json')
    .map((entry) => path.join(workbench.state, entry));
  return Promise.all(
    files.map(async (file) => {
      const value: unknown = JSON.parse(await fs.readFile(file, 'utf8'));
      if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number')
        throw new Error(`${file} names no pid`);
      return { root: path.dirname(file), pid: value.pid };
    }),
  );
}

/** Endpoint and keys of the Local SageMaker that was started from a workbench. */
export async function announcement(workbench: Workbench): Promise<Announcement> {
  const [local] = await announcements(workbench);
  if (local === undefined) throw new Error('No Local SageMaker is running');
  const found = parseAnnouncement(await fs.readFile(path.join(local.root, 'server.json'), 'utf8'));
  if (found === undefined) throw new Error(`${local.root} holds no whole announcement`);
  return found;
}

/** Ends Local SageMaker as a crash or the machine's memory killer would. */
export async function killLocal(workbench: Workbench): Promise<void> {
  const [local] = await announcements(workbench);
  if (local === undefined) throw new Error('No Local SageMaker is running');
  process.kill(local.pid, 'SIGKILL');
  await waitFor('the end of Local SageMaker', 30_000, () => (isRunning(local.pid) ? undefined : true));
}

/** The processes of this machine whose command line has every one of `words`. */
export function processesWith(...words: readonly string[]): number[] {
  return processList().flatMap(({ pid, command }) => (words.every((word) => command.includes(word)) ? [pid] : []));
}
