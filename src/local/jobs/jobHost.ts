import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobPlan } from '../contracts/contract.ts';
import type { JobRecord } from '../store/jobs.ts';
import type { ObjectStorage } from '../store/objects/objectStorage.ts';
import { downloadInputs } from '../transfer/downloadInputs.ts';
import { writeConfigFiles } from './configFiles.ts';
import { readMessage } from './exitMessage.ts';
import type { HostEnd, HostProcesses, JobEngine } from '../engines/jobEngine.ts';
import { JobFiles } from '../files/jobFiles.ts';
import { makeHostFolder, type HostFolder } from '../files/jobFolder.ts';
import type { JobLogStreams } from './log/jobLogStreams.ts';
import type { JobEngines } from '../engines/jobEngines.ts';
import { OutputUploader } from '../transfer/uploadOutputs.ts';

/** What running a job takes. */
export interface RunTools {
  /** The state folder. */
  readonly root: string;
  readonly storage: ObjectStorage;
  readonly logs: JobLogStreams;
  readonly engines: JobEngines;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}

/** Milliseconds between looks at outputs that are uploaded while the job runs. */
const uploadInterval = 2_000;
/** Milliseconds between SIGTERM and SIGKILL when Local SageMaker itself ends: whoever ended it waits. */
const shutdownGrace = 2_000;

export interface PrepareHostOptions {
  readonly job: JobRecord;
  readonly tools: RunTools;
  readonly engine: JobEngine;
  /** Of the host among the job's. */
  readonly index: number;
  readonly signal: AbortSignal;
}

/** One host of a job: its folder, what runs of it, its log, its outputs. */
export class JobHost {
  readonly folder: HostFolder;
  readonly #plan: JobPlan;
  readonly #tools: RunTools;
  readonly #engine: JobEngine;
  readonly #files: JobFiles;
  readonly #outputs: OutputUploader;
  readonly #stream: number;

  private constructor({ job, tools, engine }: PrepareHostOptions, folder: HostFolder, files: JobFiles) {
    this.folder = folder;
    this.#plan = job.plan;
    this.#tools = tools;
    this.#engine = engine;
    this.#files = files;
    this.#outputs = new OutputUploader(tools.storage, job.plan.outputs, files);
    this.#stream = tools.logs.stream(job, folder.host);
  }

  /** Makes the host's folder and everything the job finds in it. */
  static async prepare(options: PrepareHostOptions): Promise<JobHost> {
    const { job, tools, engine, index, signal } = options;
    const { hosts, inputs } = job.plan;
    const folder = await makeHostFolder(tools.root, job.ref.key(), hosts[index] ?? '');
    const made = new JobHost(options, folder, await JobFiles.of(folder, engine.contained));
    const host = { index, count: hosts.length };
    await downloadInputs(tools.storage, inputs, folder, host, signal);
    await writeConfigFiles(job.plan, folder);
    await made.#outputs.makeFolders(folder);
    await engine.prepare(folder);
    return made;
  }

  /**
   * Runs the host to its end and takes in all it prints. Resolves with how it ended. `stop` ends it: SIGTERM, and SIGKILL after
   * the grace.
   */
  async run(stop: AbortSignal): Promise<HostEnd> {
    const { logs } = this.#tools;
    for (const notice of this.#engine.notices) this.#say(notice);
    const output = openSync(this.folder.log, 'a');
    const ended = new AbortController();
    try {
      logs.register(this.#stream, this.folder);
      const started = await this.#start(output, stop);
      if ('code' in started) {
        await logs.follow(this.#stream, this.folder, AbortSignal.abort());
        return started;
      }
      return await this.#follow(started, ended, stop);
    } finally {
      ended.abort();
      closeSync(output);
    }
  }

  async #follow(processes: HostProcesses, ended: AbortController, stop: AbortSignal): Promise<HostEnd> {
    const log = processes.begun.then(() => this.#tools.logs.follow(this.#stream, this.folder, ended.signal));
    const end = processes.ended.finally(() => {
      ended.abort();
    });
    const uploads = this.#uploadContinuously(ended.signal);
    // A log that cannot be kept ends the job: it must not go on unseen.
    log.catch(() => {
      processes.kill();
    });
    const endEarly = () =>
      void this.#end(processes, ended.signal, stop.reason === 'shutdown' ? shutdownGrace : this.#tools.grace);
    if (stop.aborted) endEarly();
    else stop.addEventListener('abort', endEarly, { once: true });
    try {
      const result = await end;
      await log;
      return result;
    } finally {
      stop.removeEventListener('abort', endEarly);
      await log.catch(() => undefined);
      await uploads;
    }
  }

  /** Called when all hosts have ended: makes their files readable for what follows. */
  async settle(): Promise<void> {
    for (const line of await this.#engine.settle(this.folder)) this.#say(line);
  }

  /** Uploads what the outputs hold at the end. The log tells what of it is not uploaded. */
  async upload(): Promise<void> {
    for (const note of await this.#outputs.upload('all')) this.#say(note);
  }

  /** The start of the exit message, once the processes have ended. */
  message(): Promise<Buffer> {
    return readMessage(this.#files, this.#plan.messageFile, (note) => {
      this.#say(note);
    });
  }

  #start(output: number, stop: AbortSignal): Promise<HostProcesses | HostEnd> {
    const say = (line: string): void => {
      this.#say(line);
    };
    return this.#engine.start({ folder: this.folder, output, say, stop });
  }

  /** A line of Local SageMaker's own in the host's log. */
  #say(line: string): void {
    this.#tools.logs.write(this.#stream, line);
  }

  async #end(processes: HostProcesses, ended: AbortSignal, grace: number): Promise<void> {
    await processes.terminate();
    await sleep(grace, undefined, { signal: ended }).catch(() => undefined);
    if (!ended.aborted) processes.kill();
  }

  async #uploadContinuously(ended: AbortSignal): Promise<void> {
    while (this.#outputs.continuous && !ended.aborted) {
      await sleep(uploadInterval, undefined, { signal: ended }).catch(() => undefined);
      // What fails here is tried again at the end, and fails the job only then.
      await this.#outputs.upload('continuous', ended).catch(() => undefined);
    }
  }
}
