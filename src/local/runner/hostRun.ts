import { closeSync, openSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRecord } from '../store/jobs.ts';
import type { ObjectStorage } from '../store/objects/objectStorage.ts';
import { writeConfigFiles } from './configFiles.ts';
import { downloadInputs } from './downloadInputs.ts';
import { canRun, commandLine } from './entrypoint.ts';
import { jobEnvironment, type Service } from './environment.ts';
import { readMessage } from './exitMessage.ts';
import { JobFiles } from './jobFiles.ts';
import { makeHostFolder, type HostFolder } from './jobFolder.ts';
import type { JobLogs } from './jobLog.ts';
import { startProcessTree, type ProcessTree } from './processTree.ts';
import type { Sandbox } from './sandbox.ts';
import { OutputUploader } from './uploadOutputs.ts';
import { makePackageFolders } from './userPackages.ts';

/** What running a job takes. */
export interface RunTools {
  /** The state folder. */
  readonly root: string;
  readonly storage: ObjectStorage;
  readonly logs: JobLogs;
  readonly sandbox: Sandbox;
  readonly service: () => Service;
  /** The environment that jobs get a part of. */
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}

/** Milliseconds between looks at outputs that are uploaded while the job runs. */
const uploadInterval = 2_000;
/** Milliseconds between SIGTERM and SIGKILL when Local SageMaker itself ends: whoever ended it waits. */
const shutdownGrace = 2_000;

/** One host of a job: its folder, its processes, its log, its outputs. */
export class HostRun {
  readonly folder: HostFolder;
  readonly #job: JobRecord;
  readonly #tools: RunTools;
  readonly #files: JobFiles;
  readonly #outputs: OutputUploader;
  readonly #stream: number;
  #tree: ProcessTree | undefined;

  private constructor(job: JobRecord, tools: RunTools, folder: HostFolder, files: JobFiles) {
    this.folder = folder;
    this.#job = job;
    this.#tools = tools;
    this.#files = files;
    this.#outputs = new OutputUploader(tools.storage, job.request.ProcessingOutputConfig?.Outputs ?? [], files);
    this.#stream = tools.logs.stream(job.name, folder.host);
  }

  /** Makes the host's folder and everything the job finds in it. */
  static async prepare(
    job: JobRecord,
    tools: RunTools,
    hosts: readonly string[],
    index: number,
    signal: AbortSignal,
  ): Promise<HostRun> {
    const folder = await makeHostFolder(tools.root, job.name, hosts[index] ?? '');
    const run = new HostRun(job, tools, folder, await JobFiles.of(folder, tools.sandbox.contained));
    const host = { index, count: hosts.length };
    await downloadInputs(tools.storage, job.request.ProcessingInputs ?? [], folder, host, signal);
    await writeConfigFiles(job, folder, hosts);
    await run.#outputs.makeFolders(folder);
    await makePackageFolders(folder.tmp, tools.environment);
    return run;
  }

  /**
   * Runs the host's processes to their end and takes in all they print. Resolves with the exit code. `stop` ends them: SIGTERM,
   * and SIGKILL after the grace.
   */
  async run(stop: AbortSignal): Promise<number> {
    const { logs, sandbox } = this.#tools;
    if (sandbox.notice !== undefined) this.#say(sandbox.notice);
    const output = openSync(this.folder.log, 'a');
    const ended = new AbortController();
    try {
      logs.register(this.#stream, this.folder);
      const log = logs.follow(this.#stream, this.folder, ended.signal);
      const code = this.#start(output, stop).finally(() => {
        ended.abort();
      });
      const uploads = this.#uploadContinuously(ended.signal);
      // A log that cannot be kept ends the job: it must not go on unseen.
      log.catch(() => this.#tree?.kill());
      const end = () => void this.#end(ended.signal, stop.reason === 'shutdown' ? shutdownGrace : this.#tools.grace);
      if (stop.aborted) end();
      else stop.addEventListener('abort', end, { once: true });
      try {
        const result = await code;
        await log;
        return result;
      } finally {
        stop.removeEventListener('abort', end);
        await log.catch(() => undefined);
        await uploads;
      }
    } finally {
      ended.abort();
      closeSync(output);
    }
  }

  /** Uploads what the outputs hold at the end. The log tells what of it is not uploaded. */
  async upload(): Promise<void> {
    for (const note of await this.#outputs.upload('all')) this.#say(note);
  }

  /** The start of the exit message, once the processes have ended. */
  message(): Promise<Buffer> {
    return readMessage(this.#files, (note) => {
      this.#say(note);
    });
  }

  async #start(output: number, stop: AbortSignal): Promise<number> {
    const { sandbox, service, environment } = this.#tools;
    const home = sandbox.contained ? '/tmp' : this.folder.tmp;
    const env: Record<string, string> = {
      ...(!sandbox.contained && { SAGEMAKER_BASE_DIR: this.folder.ml }),
      ...jobEnvironment(this.#job, service(), home, environment),
    };
    const [program = '', ...args] = commandLine(this.#job);
    if (!(await canRun(program, this.folder, env['PATH'] ?? ''))) {
      this.#say(`${program}: not found on this machine, or not executable`);
      return 127;
    }
    const network = this.#job.request.NetworkConfig?.EnableNetworkIsolation !== true;
    const command = await sandbox.wrap([program, ...args], this.folder, network);
    if (stop.aborted) return 143;
    const cwd = sandbox.contained ? '/' : this.folder.ml;
    this.#tree = startProcessTree({ command, env, cwd, output, contained: sandbox.contained });
    if (!sandbox.contained) writeFileSync(this.folder.pid, String(this.#tree.pid));
    return this.#tree.ended;
  }

  /** A line of Local SageMaker's own in the host's log. */
  #say(line: string): void {
    this.#tools.logs.write(this.#stream, line);
  }

  async #end(ended: AbortSignal, grace: number): Promise<void> {
    await this.#tree?.terminate();
    await sleep(grace, undefined, { signal: ended }).catch(() => undefined);
    if (!ended.aborted) this.#tree?.kill();
  }

  async #uploadContinuously(ended: AbortSignal): Promise<void> {
    while (this.#outputs.continuous && !ended.aborted) {
      await sleep(uploadInterval, undefined, { signal: ended }).catch(() => undefined);
      // What fails here is tried again at the end, and fails the job only then.
      await this.#outputs.upload('continuous', ended).catch(() => undefined);
    }
  }
}
