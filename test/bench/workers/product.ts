// The product without its window, as the extension composes it: the backends are loaded when they are first asked for.
import path from 'node:path';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { systemClock } from '../../../src/adapters/process/systemClock.ts';
import { followJob, type FollowEvent } from '../../../src/app/followJob.ts';
import { submitJob } from '../../../src/app/submitJob.ts';
import type { JobSummary } from '../../../src/core/jobs/job.ts';
import { JobId } from '../../../src/core/jobs/jobRef.ts';
import type { Backend } from '../../../src/core/ports/backend.ts';
import type { Logger } from '../../../src/core/ports/logger.ts';
import { runDefaults } from '../../../src/core/runs/runSpec.ts';

/** The bench starts its workers in the project's folder. */
const root = process.cwd();
const silent = (): void => undefined;
const logger: Logger = { debug: silent, info: silent, warn: silent, error: silent };

/** Loads the AWS SDK and finds or starts the Local SageMaker of a state folder. */
export async function localBackend(stateFolder: string): Promise<Backend> {
  const program = path.join(root, 'dist', 'local.js');
  const { createBackends } = await import('../../../src/adapters/aws/index.ts');
  const local = { root: stateFolder, program, executable: process.execPath };
  return createBackends({ local, logger }).get({ kind: 'local' });
}

export interface Program {
  readonly script: string;
  readonly interpreter: string;
  /** What the job runs in; the process engine when absent. */
  readonly image?: string;
}

/** Submits a script as the command does. Returns the job's name. */
export async function submit(backend: Backend, { script, interpreter, image }: Program): Promise<string> {
  const { ref } = await submitJob({
    backend,
    spec: { ...runDefaults, script, ...(image !== undefined && { image }) },
    interpreter,
    files: createFiles(),
    launcherFolder: path.join(root, 'media', 'launcher'),
    codeSizeLimit: 100e6,
    clock: systemClock,
  });
  return ref.name;
}

export const follow = (backend: Backend, name: string): AsyncGenerator<FollowEvent, void> =>
  followJob({ backend, job: new JobId('processing', name), clock: systemClock });

/** Follows a job to its end; fails unless it completed. */
export async function completed(backend: Backend, name: string): Promise<void> {
  let last: JobSummary | undefined;
  const log: string[] = [];
  for await (const event of follow(backend, name)) {
    if (event.kind === 'job') last = event.job;
    else log.push(...event.events.slice(-20).map(({ message }) => message));
  }
  if (last?.status === 'Completed') return;
  throw new Error(`${name} ${last?.status ?? ''}: ${last?.failureReason ?? ''}\n${log.slice(-20).join('\n')}`);
}

/** What the row gave, as JSON. */
export const argument: unknown = JSON.parse(process.argv[2] ?? '');

/** Hands the result to the row, and ends: nothing that is still open keeps the process. */
export function answer(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}
