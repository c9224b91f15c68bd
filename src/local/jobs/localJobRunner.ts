import { setTimeout as sleep } from 'node:timers/promises';
import type { CreateProcessingJobRequest } from '@aws-sdk/client-sagemaker';
import type { Logger } from '../../core/ports/logger.ts';
import type { JobRunner } from '../operations/sagemaker/jobRunner.ts';
import type { JobChange, JobRecord, JobStore } from '../store/jobs.ts';
import { hostNames } from '../contracts/processing/configFiles.ts';
import type { LocalContainers } from '../engines/docker/localContainers.ts';
import type { RunTools } from './hostRun.ts';
import { isDiskFull } from '../contracts/jobError.ts';
import { hostFolder, jobFolder, jobsFolder, type HostFolder } from '../files/jobFolder.ts';
import { interrupted, stoppedOutcome, type JobOutcome, type StopReason } from './outcome.ts';
import { endLeftOver } from '../engines/process/processTree.ts';
import { removeFolder } from '../files/removeFolder.ts';
import { runJob } from './runJob.ts';

export interface LocalJobRunnerOptions {
  readonly jobs: JobStore;
  readonly tools: RunTools;
  readonly containers: LocalContainers;
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

/** Runs jobs on this machine: as many at once as it is told, the others wait in the order they came. */
export class LocalJobRunner implements JobRunner {
  readonly #jobs: JobStore;
  readonly #tools: RunTools;
  readonly #containers: LocalContainers;
  readonly #maxJobs: number;
  readonly #logger: Logger;
  readonly #running = new Map<string, Running>();
  /** Of the folders of jobs that have ended: the end of Local SageMaker waits for these too. */
  readonly #removals = new Set<Promise<void>>();
  readonly #giveUp = new AbortController();
  #waiting: JobRecord[] = [];
  #open = false;

  constructor({ jobs, tools, containers, maxJobs, logger }: LocalJobRunnerOptions) {
    this.#jobs = jobs;
    this.#tools = tools;
    this.#containers = containers;
    this.#maxJobs = maxJobs;
    this.#logger = logger;
  }

  /** Jobs that run or wait. */
  get active(): number {
    return this.#running.size + this.#waiting.length;
  }

  check(request: CreateProcessingJobRequest): Promise<void> {
    return this.#tools.engines.check(request);
  }

  /** Begins to start jobs: from now on they can reach the service. */
  open(): void {
    this.#open = true;
    this.#startNext();
  }

  submit(job: JobRecord): void {
    this.#waiting.push(job);
    this.#startNext();
    if (this.#waiting.includes(job)) this.#sayWaiting(job);
  }

  stop(name: string): void {
    this.#change(name, { status: 'Stopping' });
    const running = this.#running.get(name);
    if (running !== undefined) {
      running.stop.abort('stopped' satisfies StopReason);
      return;
    }
    this.#waiting = this.#waiting.filter((job) => job.name !== name);
    this.#change(name, { ...stoppedOutcome('stopped', undefined), ended: new Date() });
  }

  /** Takes up what an earlier process left: jobs that ran are Failed, with their log complete; those that waited wait again. */
  async recover(): Promise<void> {
    const unfinished = this.#jobs.unfinished();
    const waiting = unfinished.filter(({ started, status }) => started === undefined && status === 'InProgress');
    const ran = unfinished.filter((job) => !waiting.includes(job));
    // Their containers may still print and write.
    await this.#containers.recover(
      ran.map((job) => {
        const { name, request } = job;
        return { name, image: request.AppSpecification?.ImageUri ?? '', folders: this.#folders(job) };
      }),
    );
    for (const job of ran) {
      for (const folder of this.#folders(job)) await endLeftOver(folder);
      await this.#tools.logs.recover(job.name);
      const outcome: JobOutcome =
        job.status === 'Stopping' ? { status: 'Stopped' } : { status: 'Failed', failureReason: interrupted };
      this.#change(job.name, { ...outcome, ended: new Date() });
      this.#logger.info(`job ${job.name} was interrupted: ${outcome.status}`);
    }
    await this.#remove(jobsFolder(this.#tools.root));
    this.#waiting.push(...waiting);
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
      this.#giveUp.abort();
    }, storeLimit);
    await Promise.race([ended, sleep(shutdownLimit, undefined, { ref: false })]);
    clearTimeout(giveUp);
    this.#giveUp.abort();
  }

  #startNext(): void {
    while (this.#open && this.#running.size < this.#maxJobs) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      const stop = new AbortController();
      this.#running.set(job.name, { stop, done: this.#run(job, stop.signal) });
    }
  }

  async #run(job: JobRecord, stop: AbortSignal): Promise<void> {
    const started = Date.now();
    const outcome = await runJob({
      job,
      tools: this.#tools,
      stop,
      onStart: () => {
        this.#change(job.name, { started: new Date() });
      },
    });
    const stored = outcome === undefined || (await this.#finish(job, outcome));
    const { status, failureReason = '' } = outcome ?? { status: 'waits for the next start' };
    this.#logger.info(`job ${job.name}: ${status} after ${Date.now() - started} ms ${failureReason}`);
    this.#running.delete(job.name);
    // The next start takes in the rest of a log whose job could not be ended.
    const removed = stored ? this.#remove(jobFolder(this.#tools.root, job.name)) : Promise.resolve();
    this.#removals.add(removed);
    // The next job need not wait for that.
    this.#startNext();
    await removed;
    this.#removals.delete(removed);
  }

  /** Stores the outcome. On a full disk the job's own files make the room that takes. False when the shutdown came first. */
  async #finish(job: JobRecord, outcome: JobOutcome): Promise<boolean> {
    try {
      await this.#tools.logs.recover(job.name);
      this.#change(job.name, { ...outcome, ended: new Date() });
      return true;
    } catch (error) {
      this.#logger.error(`the end of job ${job.name} could not be stored at once`, error);
      await this.#freeSpace(job);
      return this.#storeLater(job, outcome);
    }
  }

  async #storeLater(job: JobRecord, outcome: JobOutcome): Promise<boolean> {
    const { signal } = this.#giveUp;
    for (let wait = 50; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
      try {
        await this.#tools.logs.recover(job.name);
        this.#change(job.name, { ...outcome, ended: new Date() });
        return true;
      } catch (error) {
        this.#logger.error(`the end of job ${job.name} cannot be stored yet`, error);
        // When even its log is in the way, what of it was not taken in yet is given up: other jobs need the disk.
        if (isDiskFull(error)) await this.#remove(jobFolder(this.#tools.root, job.name));
        await sleep(wait, undefined, { ref: false, signal }).catch(() => undefined);
      }
    }
    return false;
  }

  /** Removes all files of a job but its log. */
  async #freeSpace(job: JobRecord): Promise<void> {
    for (const { ml, tmp } of this.#folders(job)) {
      await this.#remove(ml);
      await this.#remove(tmp);
    }
  }

  #folders({ name, request }: JobRecord): HostFolder[] {
    const hosts = hostNames(request.ProcessingResources?.ClusterConfig?.InstanceCount ?? 1);
    return hosts.map((host) => hostFolder(this.#tools.root, name, host));
  }

  /** What cannot be removed is in nobody's way: it must keep neither this server nor a job's end waiting. */
  async #remove(folder: string): Promise<void> {
    await removeFolder(folder).catch((error: unknown) => {
      this.#logger.warn(`${folder} could not be removed: ${String(error)}`);
    });
  }

  #sayWaiting(job: JobRecord): void {
    const ahead = this.#running.size + this.#waiting.indexOf(job);
    const others = ahead === 1 ? '1 other job' : `${ahead} other jobs`;
    const message = `Waiting for ${others}: this machine runs ${this.#maxJobs} at a time.`;
    this.#tools.logs.write(this.#tools.logs.stream(job.name, 'algo-1'), message);
  }

  #change(name: string, change: JobChange): void {
    this.#jobs.change(name, change, new Date());
  }
}
