import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { JobPlan } from '../../contracts/contract.ts';
import { jobEnvironment, type Service } from '../environment.ts';
import type { HostEnd, HostProcesses, HostStart, JobEngine } from '../jobEngine.ts';
import { onHost, type HostFolder } from '../../files/jobFolder.ts';
import type { JobProcesses } from './jobProcesses.ts';
import { endProcessesIn, folderVariable } from './leftProcesses.ts';
import { startProcessTree } from './processTree.ts';
import type { Sandbox } from './sandbox.ts';
import { makePackageFolders } from './userPackages.ts';

export interface ProcessJobEngineOptions {
  readonly plan: JobPlan;
  readonly sandbox: Sandbox;
  readonly processes: JobProcesses;
  readonly service: () => Service;
  /** The environment that jobs get a part of. */
  readonly environment: NodeJS.ProcessEnv;
  /** Local's state folder. */
  readonly root: string;
  /** Why the job does not run in its image, if it names one. */
  readonly notice?: string | undefined;
}

/** Runs a job's hosts as processes of this machine, each in a sandbox where there is one. */
export class ProcessJobEngine implements JobEngine {
  readonly #options: ProcessJobEngineOptions;

  constructor(options: ProcessJobEngineOptions) {
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
    const { plan, sandbox, processes, service, environment, root } = this.#options;
    const { contained } = sandbox;
    const env: Record<string, string> = {
      ...(!contained && { [folderVariable]: folder.ml }),
      ...jobEnvironment(plan, service(), contained ? '/tmp' : folder.tmp, environment, root),
    };
    const [program = '', ...args] = [...(plan.entrypoint ?? []), ...(plan.arguments ?? [])];
    if (!(await canRun(program, folder, env['PATH'] ?? ''))) {
      say(`${program}: not found on this machine, or not executable`);
      return { code: 127 };
    }
    const command = await sandbox.wrap([program, ...args], folder, !plan.isIsolated);
    if (stop.aborted) return { code: 143 };
    const tree = await startProcessTree({
      ...{ command, env, cwd: contained ? '/' : folder.ml, output, contained },
      makeKnown: (pid) => processes.add(pid, folder.ml),
    });
    const ended = tree.ended.then(async (code) => {
      // What left its process group, which only a sandbox ends.
      if (!contained) await endProcessesIn(folder.ml);
      return { code };
    });
    return {
      ...tree,
      begun: Promise.resolve(),
      ended: ended.finally(() => {
        processes.remove(tree.pid);
      }),
    };
  }

  settle(): Promise<string[]> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** True when the first word of a command line can be run in the job. */
async function canRun(program: string, folder: HostFolder, searchPath: string): Promise<boolean> {
  const candidates = program.includes('/')
    ? [onHost(folder, program) ?? program]
    : searchPath.split(':').map((place) => path.join(place, program));
  for (const candidate of candidates) {
    if (
      await access(candidate, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return true;
  }
  return false;
}
