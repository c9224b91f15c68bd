import { isAppError } from '../core/errors.ts';
import { jobBase, jobName } from '../core/jobs/jobName.ts';
import type { JobRef } from '../core/jobs/jobRef.ts';
import { baseName } from '../core/paths.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Files } from '../core/ports/files.ts';
import { requestOfRun } from '../core/runs/requestOfRun.ts';
import type { RunSpec } from '../core/runs/runSpec.ts';
import { toLatin } from '../core/text/latin.ts';
import { planUploads } from './code/planUploads.ts';
import { uploadFiles } from './code/uploadFiles.ts';
import { pinnedImage } from './images/pinnedImage.ts';
import { imageOfRun } from './imageOfRun.ts';

export type SubmitStep =
  | { readonly kind: 'collecting' }
  /** Bytes. */
  | { readonly kind: 'uploading'; readonly done: number; readonly total: number }
  | { readonly kind: 'creating' };

export interface SubmitJobOptions {
  readonly backend: Backend;
  readonly spec: RunSpec;
  /** Command or absolute path of Rscript / python3: the connection's interpreter on Local, the image's own on AWS. */
  readonly interpreter: string;
  readonly files: Files;
  /** Absolute path of the folder that is uploaded as the job's `entrypoint` input: `media/launcher` of the extension. */
  readonly launcherFolder: string;
  /** Largest code folder that is uploaded, in bytes. */
  readonly codeSizeLimit: number;
  readonly clock: Clock;
  readonly onProgress?: (step: SubmitStep) => void;
  readonly signal?: AbortSignal;
}

const maximumAttempts = 3;

export interface SubmittedJob {
  readonly ref: JobRef;
  readonly image: string;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly consoleUrl: string | undefined;
  /** What the user should know and need not act on, such as links that were left out. */
  readonly warnings: readonly string[];
}

/**
 * Uploads the script's folder, its local inputs and the launcher, and creates the job. Nothing is uploaded before
 * everything is found to be there and to fit; no job is created when an upload fails or the signal fires. Once the job is being created
 * the signal does nothing: whether SageMaker has it could not be told. A name that another run took in the same millisecond gives way
 * to the next one.
 */
export async function submitJob(options: SubmitJobOptions): Promise<SubmittedJob> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await submit(options);
    } catch (error) {
      if (attempt === maximumAttempts || !isAppError(error) || error.code !== 'NameTaken') throw error;
    }
  }
}

async function submit(options: SubmitJobOptions): Promise<SubmittedJob> {
  const { backend, spec, onProgress, signal } = options;
  const named = imageOfRun(backend, spec);
  const roleArn = backend.roleArn();
  onProgress?.({ kind: 'collecting' });
  const bucket = await backend.bucket(signal);
  const base = spec.job ?? jobBase(await toLatin(baseName(spec.script)));
  const name = jobName(base, options.clock.now());
  const [plan, image] = await Promise.all([
    planUploads({ ...options, bucket, name }),
    // A process of this machine runs in no image: nobody need be asked for it.
    spec.engine === 'process' ? named : pinnedImage(backend.registry, named, signal),
  ]);
  const request = requestOfRun({
    name,
    spec,
    bucket,
    image,
    roleArn,
    interpreter: options.interpreter,
    ...plan,
  });
  await uploadFiles({
    backend,
    uploads: plan.uploads,
    onProgress: (done, total) => onProgress?.({ kind: 'uploading', done, total }),
    ...(signal && { signal }),
  });
  onProgress?.({ kind: 'creating' });
  signal?.throwIfAborted();
  const ref = await backend.jobs.create(request);
  const { instanceType, instanceCount } = spec;
  return { ref, image, instanceType, instanceCount, consoleUrl: backend.consoleUrl(ref), warnings: plan.warnings };
}
