import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBackends } from '../../src/adapters/aws/index.ts';
import { createFiles } from '../../src/adapters/files/index.ts';
import { parseAnnouncement, type Announcement } from '../../src/adapters/process/announcement.ts';
import { createProcessRunner } from '../../src/adapters/process/processRunner.ts';
import { systemClock } from '../../src/adapters/process/systemClock.ts';
import { findInterpreter } from '../../src/app/findInterpreter.ts';
import { followJob } from '../../src/app/followJob.ts';
import { submitJob, type SubmitJobOptions, type SubmittedJob } from '../../src/app/submitJob.ts';
import { JobId } from '../../src/core/jobs/jobRef.ts';
import type { JobSummary } from '../../src/core/jobs/job.ts';
import type { Backend, Backends } from '../../src/core/ports/backend.ts';
import type { Logger } from '../../src/core/ports/logger.ts';
import { scriptLanguage } from '../../src/core/scripts/language.ts';
import { runDefaults, type RunSpec } from '../../src/core/runs/runSpec.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const silent = (): void => undefined;

export const quietLogger: Logger = { debug: silent, info: silent, warn: silent, error: silent };

export interface FollowedRun {
  readonly ref: JobId;
  readonly name: string;
  readonly lines: readonly string[];
  readonly statuses: readonly (string | undefined)[];
  readonly reason: string | undefined;
  readonly exitMessage: string | undefined;
}

/** Local SageMaker started as the extension starts it, on a folder of its own, and a workspace to run scripts from. */
export interface LocalFixture {
  readonly root: string;
  readonly workspace: string;
  readonly backends: Backends;
  readonly backend: Backend;
  write(name: string, content: string | Uint8Array): Promise<string>;
  submit(
    script: string,
    spec?: Partial<RunSpec>,
    options?: Partial<SubmitJobOptions>,
  ): Promise<SubmittedJob & { readonly name: string }>;
  follow(name: string): Promise<FollowedRun>;
  /** Endpoint and keys of the running server. */
  announcement(): Promise<Announcement>;
  serverPid(): Promise<number>;
  /** Ends the server, and waits until it is gone. */
  stopServer(signal?: NodeJS.Signals): Promise<void>;
  dispose(): Promise<void>;
}

/** Backends that start the server from its sources. */
export function localBackends(root: string, args: readonly string[] = [], more: MoreBackendOptions = {}): Backends {
  const { version, containerEngine, logger = quietLogger } = more;
  const program = path.join(repository, 'src/local/cli.ts');
  const local = {
    ...{ root, program, executable: process.execPath, args },
    ...(version !== undefined && { version }),
    ...(containerEngine && { containerEngine }),
  };
  return createBackends({ local, logger });
}

export interface MoreBackendOptions {
  /** The extension's. */
  readonly version?: string;
  /** What its settings name. */
  readonly containerEngine?: () => string;
  readonly logger?: Logger;
}

/** `args`: further ones of the server. */
export async function startLocal(args: readonly string[] = []): Promise<LocalFixture> {
  const folder = await mkdtemp(path.join(tmpdir(), 'local-backend-'));
  const root = path.join(folder, 'root');
  const workspace = path.join(folder, 'study');
  await mkdir(workspace);
  const backends = localBackends(root, ['--idle', '120', ...args]);
  const backend = await backends.get({ kind: 'local' });
  const processes = createProcessRunner();
  const announcement = async (): Promise<Announcement> => {
    const found = parseAnnouncement(await readFile(path.join(root, 'server.json'), 'utf8'));
    if (found === undefined) throw new Error('no server is announced');
    return found;
  };
  const serverPid = async (): Promise<number> => (await announcement()).pid;
  const stopServer = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    const pid = await serverPid().catch(() => 0);
    if (pid === 0) return;
    for (process.kill(pid, signal); isAlive(pid);) await sleep(20);
  };
  return {
    root,
    workspace,
    backends,
    backend,
    write: async (name, content) => {
      const file = path.join(workspace, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
    submit: async (script, spec = {}, options = {}) => {
      const { path: interpreter } = await findInterpreter({
        language: scriptLanguage(script),
        candidates: [],
        processes,
        files: createFiles(),
      });
      const submitted = await submitJob({
        backend,
        spec: { ...runDefaults, script: path.join(workspace, script), ...spec },
        interpreter,
        files: createFiles(),
        launcherFolder: path.join(repository, 'media/launcher'),
        codeSizeLimit: 50e6,
        clock: systemClock,
        ...options,
      });
      return { ...submitted, name: submitted.ref.name };
    },
    follow: async (name) => {
      const lines: string[] = [];
      const statuses: (string | undefined)[] = [];
      let last: JobSummary | undefined;
      const ref = new JobId('processing', name);
      for await (const event of followJob({ backend, job: ref, clock: systemClock })) {
        if (event.kind === 'log') lines.push(...event.events.map(({ message }) => message));
        else {
          last = event.job;
          statuses.push(event.job.status);
        }
      }
      return { ref, name, lines, statuses, reason: last?.failureReason, exitMessage: last?.exitMessage };
    },
    announcement,
    serverPid,
    stopServer,
    dispose: async () => {
      await stopServer();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
