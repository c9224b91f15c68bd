import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../core/ports/logger.ts';
import { hostFolder, jobFolder } from '../files/jobFolder.ts';
import { removeFolder } from '../files/removeFolder.ts';
import type { JobRecord, JobStore } from '../store/jobs.ts';
import { isDiskFull } from './failureReason.ts';
import type { RunTools } from './jobHost.ts';
import type { JobOutcome } from './outcome.ts';

/** Stores how jobs ended, and removes what they leave on this machine. */
export class JobEnds {
  readonly #jobs: JobStore;
  readonly #tools: RunTools;
  readonly #logger: Logger;
  readonly #giveUp = new AbortController();

  constructor(jobs: JobStore, tools: RunTools, logger: Logger) {
    this.#jobs = jobs;
    this.#tools = tools;
    this.#logger = logger;
  }

  /** Stores the outcome. On a full disk the job's own files make the room that takes. False when `giveUp` came first. */
  async store(job: JobRecord, outcome: JobOutcome): Promise<boolean> {
    try {
      await this.#store(job, outcome);
      return true;
    } catch (error) {
      this.#logger.error(`the end of job ${job.ref.name} could not be stored at once`, error);
      await this.#freeSpace(job);
      return this.#storeLater(job, outcome);
    }
  }

  /** What could not be stored yet is left to the next start. */
  giveUp(): void {
    this.#giveUp.abort();
  }

  removeFilesOf({ ref }: JobRecord): Promise<void> {
    return this.remove(jobFolder(this.#tools.root, ref.key()));
  }

  /** What cannot be removed is in nobody's way: it must keep neither this server nor a job's end waiting. */
  async remove(folder: string): Promise<void> {
    await removeFolder(folder).catch((error: unknown) => {
      this.#logger.warn(`${folder} could not be removed: ${String(error)}`);
    });
  }

  async #store(job: JobRecord, outcome: JobOutcome): Promise<void> {
    await this.#tools.logs.recover(job);
    const now = new Date();
    this.#jobs.change(job.ref, { ...outcome, ended: now }, now);
  }

  async #storeLater(job: JobRecord, outcome: JobOutcome): Promise<boolean> {
    const { signal } = this.#giveUp;
    for (let wait = 50; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
      try {
        await this.#store(job, outcome);
        return true;
      } catch (error) {
        this.#logger.error(`the end of job ${job.ref.name} cannot be stored yet`, error);
        // When even its log is in the way, what of it was not taken in yet is given up: other jobs need the disk.
        if (isDiskFull(error)) await this.removeFilesOf(job);
        await sleep(wait, undefined, { ref: false, signal }).catch(() => undefined);
      }
    }
    return false;
  }

  /** Removes all files of a job but its log. */
  async #freeSpace({ ref, plan }: JobRecord): Promise<void> {
    for (const host of plan.hosts) {
      const { ml, tmp } = hostFolder(this.#tools.root, ref.key(), host);
      await this.remove(ml);
      await this.remove(tmp);
    }
  }
}
