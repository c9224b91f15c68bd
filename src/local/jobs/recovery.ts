import { readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../../core/ports/logger.ts';
import { JobId } from '../../core/jobs/jobRef.ts';
import type { LocalContainers } from '../engines/docker/localContainers.ts';
import type { JobProcesses } from '../engines/process/jobProcesses.ts';
import { endProcessesIn } from '../engines/process/leftProcesses.ts';
import { hostFolder, jobFolder, jobsFolder } from '../files/jobFolder.ts';
import type { JobRecord, JobStore } from '../store/jobs.ts';
import type { JobEnds } from './jobEnds.ts';
import type { RunTools } from './jobHost.ts';
import { interruptedReason } from './outcome.ts';

export interface RecoveryOptions {
  readonly jobs: JobStore;
  readonly tools: RunTools;
  readonly ends: JobEnds;
  readonly containers: LocalContainers;
  readonly processes: JobProcesses;
  readonly logger: Logger;
}

/**
 * Takes up what an earlier process left: jobs that ran are Failed, with their log complete; resolves with those that waited, which wait
 * again.
 */
export async function recoverJobs(options: RecoveryOptions): Promise<JobRecord[]> {
  const { jobs, tools, ends, containers, processes, logger } = options;
  const unfinished = jobs.unfinished();
  const waiting = unfinished.filter(({ started, status }) => started === undefined && status === 'InProgress');
  const ran = unfinished.filter((job) => !waiting.includes(job));
  // They may still print and write.
  await processes.recover();
  await adoptFoldersWithoutKind(tools.root);
  await containers.recover(
    ran.map(({ ref, plan }) => ({
      key: ref.key(),
      image: plan.image,
      folders: plan.hosts.map((host) => hostFolder(tools.root, ref.key(), host)),
    })),
  );
  for (const job of ran) {
    await tools.logs.recover(job);
    const now = new Date();
    const status = job.status === 'Stopping' ? 'Stopped' : 'Failed';
    jobs.change(job.ref, { status, ended: now, ...(status === 'Failed' && { failureReason: interruptedReason }) }, now);
    logger.info(`job ${job.ref.name} was interruptedReason: ${status}`);
  }
  await ends.remove(jobsFolder(tools.root));
  return waiting;
}

/**
 * The first version knew processing jobs only: it named folders by the job alone, and did not write down which processes it
 * started. Those are ended, and the folders get the names that this version looks for.
 */
async function adoptFoldersWithoutKind(root: string): Promise<void> {
  for (const name of await foldersIn(jobsFolder(root))) {
    // Every key has a dot, and no name of a job has one.
    if (name.includes('.')) continue;
    const folder = path.join(jobsFolder(root), name);
    for (const host of await foldersIn(folder)) await endProcessesIn(path.join(folder, host, 'ml'));
    await rename(folder, jobFolder(root, new JobId('processing', name).key()));
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
