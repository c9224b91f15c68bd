import { writeFileSync } from 'node:fs';
import type { JobRecord } from '../../store/jobs.ts';
import { canRun, commandLine } from './entrypoint.ts';
import { jobEnvironment, type Service } from '../environment.ts';
import type { HostEnd, HostProcesses, HostStart, JobEngine } from '../jobEngine.ts';
import type { HostFolder } from '../../files/jobFolder.ts';
import { startProcessTree } from './processTree.ts';
import type { Sandbox } from './sandbox.ts';
import { makePackageFolders } from './userPackages.ts';

export interface ProcessEngineOptions {
  readonly job: JobRecord;
  readonly sandbox: Sandbox;
  readonly service: () => Service;
  /** The environment that jobs get a part of. */
  readonly environment: NodeJS.ProcessEnv;
  /** Why the job does not run in its image, if it names one. */
  readonly notice?: string | undefined;
}

/** Runs a job's hosts as processes of this machine, each in a sandbox where there is one. */
export class ProcessEngine implements JobEngine {
  readonly #options: ProcessEngineOptions;

  constructor(options: ProcessEngineOptions) {
    this.#options = options;
  }

  get contained(): boolean {
    return this.#options.sandbox.contained;
  }

  get notices(): string[] {
    return [this.#options.notice, this.#options.sandbox.notice].filter((each) => each !== undefined);
  }

  prepare(folder: HostFolder): Promise<void> {
    return makePackageFolders(folder.tmp, this.#options.environment);
  }

  async start({ folder, output, say, stop }: HostStart): Promise<HostProcesses | HostEnd> {
    const { job, sandbox, service, environment } = this.#options;
    const { contained } = sandbox;
    const env: Record<string, string> = {
      ...(!contained && { SAGEMAKER_BASE_DIR: folder.ml }),
      ...jobEnvironment(job, service(), contained ? '/tmp' : folder.tmp, environment),
    };
    const [program = '', ...args] = commandLine(job);
    if (!(await canRun(program, folder, env['PATH'] ?? ''))) {
      say(`${program}: not found on this machine, or not executable`);
      return { code: 127 };
    }
    const network = job.request.NetworkConfig?.EnableNetworkIsolation !== true;
    const command = await sandbox.wrap([program, ...args], folder, network);
    if (stop.aborted) return { code: 143 };
    const tree = startProcessTree({ command, env, cwd: contained ? '/' : folder.ml, output, contained });
    if (!contained) writeFileSync(folder.pid, String(tree.pid));
    return { ...tree, begun: Promise.resolve(), ended: tree.ended.then((code) => ({ code })) };
  }

  settle(): Promise<string[]> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
