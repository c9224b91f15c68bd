import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRef } from '../../core/jobs/jobRef.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { JobPlan } from '../contracts/contract.ts';
import type { LocalContainers } from '../engines/docker/localContainers.ts';
import type { JobProcesses } from '../engines/process/jobProcesses.ts';
import type { JobRecord, JobStore } from '../store/jobs.ts';
import { JobEnds } from './jobEnds.ts';
import type { RunTools } from './jobHost.ts';
import { stoppedOutcome, type StopReason } from './outcome.ts';
import { recoverJobs } from './recovery.ts';
import { runJob } from './runJob.ts';

export interface JobQueueOptions {
  readonly jobs: JobStore;
  readonly tools: RunTools;
  readonly containers: LocalContainers;
  readonly processes: JobProcesses;
  /** How many jobs run at once. */
  readonly maxJobs: number;
  readonly logger: Logger;
}

/** Milliseconds that the end of Local SageMaker waits for its jobs' ends. */
const shutdownLimit = 15_000;
/** Milliseconds of these in which an outcome that cannot be stored is tried again. */
const storeLimit = 2_000;

interface Running {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** Runs jobs of every kind on this machine: as many at once as it is told, the others wait in the order they came. */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #ends: JobEnds;
  /** By their keys. */
  readonly #running = new Map<string, Running>();
  /** Of the folders of jobs that have ended: the end of Local SageMaker waits for these too. */
  readonly #removals = new Set<Promise<void>>();
  #waiting: JobRecord[] = [];
  #open = false;

  constructor(options: JobQueueOptions) {
    this.#options = options;
    this.#ends = new JobEnds(options.jobs, options.tools, options.logger);
  }

  /** How many jobs run or wait, of whatever kind. */
  get active(): number {
    return this.#running.size + this.#waiting.length;
  }

  /** Rejects with a ServiceError when this machine cannot run what a plan asks for. */
  check(plan: JobPlan): Promise<void> {
    return this.#options.tools.engines.check(plan);
  }

  /** Begins to start jobs: from now on they can reach the service. */
  open(): void {
    this.#open = true;
    this.#startNext();
  }

  /** Takes in a job that has been stored. It starts when there is room. */
  submit(job: JobRecord): void {
    this.#waiting.push(job);
    this.#startNext();
    if (this.#waiting.includes(job)) this.#sayWaiting(job);
  }

  /** Ends a job early. Its status goes on to Stopping, then Stopped. */
  stop(ref: JobRef): void {
    const { jobs } = this.#options;
    jobs.change(ref, { status: 'Stopping' }, new Date());
    const running = this.#running.get(ref.key());
    if (running !== undefined) {
      running.stop.abort('stopped' satisfies StopReason);
      return;
    }
    this.#waiting = this.#waiting.filter((job) => !job.ref.equals(ref));
    const now = new Date();
    jobs.change(ref, { ...stoppedOutcome('stopped', undefined), ended: now }, now);
  }

  /** Takes up what an earlier process left: see `recoverJobs`. */
  async recover(): Promise<void> {
    this.#waiting.push(...(await recoverJobs({ ...this.#options, ends: this.#ends })));
  }

  /**
   * Ends every job that runs and resolves when all have ended, or will not: what is left then is Failed at the next start. Those that
   * wait go on waiting, and run at the next start.
   */
  async shutdown(): Promise<void> {
    this.#open = false;
    for (const { stop } of this.#running.values()) stop.abort('shutdown' satisfies StopReason);
    const ended = Promise.all([...Array.from(this.#running.values(), ({ done }) => done), ...this.#removals]);
    const giveUp = setTimeout(() => {
      this.#ends.giveUp();
    }, storeLimit);
    await Promise.race([ended, sleep(shutdownLimit, undefined, { ref: false })]);
    clearTimeout(giveUp);
    this.#ends.giveUp();
  }

  #startNext(): void {
    while (this.#open && this.#running.size < this.#options.maxJobs) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      const stop = new AbortController();
      this.#running.set(job.ref.key(), { stop, done: this.#run(job, stop.signal) });
    }
  }

  async #run(job: JobRecord, stop: AbortSignal): Promise<void> {
    const { jobs, tools, logger } = this.#options;
    const begun = Date.now();
    const onStart = (): void => {
      const now = new Date();
      jobs.change(job.ref, { started: now }, now);
    };
    const outcome = await runJob({ job, tools, stop, onStart });
    const isStored = outcome === undefined || (await this.#ends.store(job, outcome));
    const { status, failureReason = '' } = outcome ?? { status: 'waits for the next start' };
    logger.info(`job ${job.ref.name}: ${status} after ${Date.now() - begun} ms ${failureReason}`);
    this.#running.delete(job.ref.key());
    // The next start takes in the rest of a log whose job could not be ended.
    const removed = isStored ? this.#ends.removeFilesOf(job) : Promise.resolve();
    this.#removals.add(removed);
    // The next job need not wait for that.
    this.#startNext();
    await removed;
    this.#removals.delete(removed);
  }

  #sayWaiting(job: JobRecord): void {
    const { tools, maxJobs } = this.#options;
    const ahead = this.#running.size + this.#waiting.indexOf(job);
    const others = ahead === 1 ? '1 other job' : `${ahead} other jobs`;
    const message = `Waiting for ${others}: this machine runs ${maxJobs} at a time.`;
    tools.logs.write(tools.logs.stream(job, job.plan.hosts[0] ?? ''), message);
  }
}
