import manifest from '../../../package.json' with { type: 'json' };
import { activeJobsHeader, type Announcement } from '../../adapters/process/announcement.ts';
import { createLocalServer, type LocalServer } from '../../adapters/process/localServer.ts';
import type { LocalOptions } from '../options.ts';
import { createStderrLogger } from '../lifecycle/stderrLogger.ts';
import { callLocal } from './callLocal.ts';

/**
 * The server of a state folder, as the editor finds it: a program of its own that outlives the terminal, since jobs do, and ends when it
 * idles.
 */
export function findLocal({ root, idle, containerEngine }: LocalOptions): LocalServer {
  const logger = createStderrLogger();
  return createLocalServer({
    root,
    program: process.argv[1] ?? '',
    executable: process.execPath,
    args: idle === undefined ? [] : ['--idle', String(idle)],
    version: manifest.version,
    ...(containerEngine !== '' && { containerEngine: () => containerEngine }),
    verify: async (announcement) => (await identity(announcement)) !== undefined,
    isBusy: async (announcement) => (await identity(announcement))?.activeJobs !== 0,
    logger: { ...logger, info: () => undefined },
  });
}

/** What the server of an announcement says of itself; undefined where it is another, or none. */
async function identity(announcement: Announcement): Promise<{ activeJobs: number | undefined } | undefined> {
  try {
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const answer = await callLocal(announcement, 'sts', body);
    const jobs = answer.headers.get(activeJobsHeader);
    if (!answer.ok || !(await answer.text()).includes(`<Account>${announcement.accountId}<`)) return undefined;
    return { activeJobs: jobs === null ? undefined : Number(jobs) };
  } catch {
    return undefined;
  }
}
