import type { CreateProcessingJobRequest } from '@aws-sdk/client-sagemaker';
import { isAppError } from '../core/errors.ts';
import { jobBase, jobName } from '../core/jobs/jobName.ts';
import { baseName } from '../core/paths.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Files } from '../core/ports/files.ts';
import { processingJobRequest } from '../core/runs/processingJobRequest.ts';
import type { RunSpec } from '../core/runs/runSpec.ts';
import { planUploads } from './code/planUploads.ts';
import { uploadFiles } from './code/uploadFiles.ts';
import { pinnedImage } from './images/pinnedImage.ts';
import { jobImage } from './jobImage.ts';

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
  readonly name: string;
  readonly arn: string;
  readonly image: string;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly consoleUrl: string | undefined;
  /** What the user should know and need not act on, such as links that were left out. */
  readonly warnings: readonly string[];
}

/**
 * Uploads the script's folder, its local inputs and the launcher, and creates the processing job. Nothing is uploaded before
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
  const named = jobImage(backend, spec);
  const roleArn = backend.roleArn();
  onProgress?.({ kind: 'collecting' });
  const bucket = await backend.bucket(signal);
  const name = jobName(spec.job ?? jobBase(baseName(spec.script)), options.clock.now());
  const [plan, image] = await Promise.all([
    planUploads({ ...options, bucket, name }),
    // A process of this machine runs in no image: nobody need be asked for it.
    spec.engine === 'process' ? named : pinnedImage(backend.registry, named, signal),
  ]);
  const request = processingJobRequest({
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
  return { ...(await create(backend, request)), image, ...instances(spec), warnings: plan.warnings };
}

async function create(
  backend: Backend,
  request: CreateProcessingJobRequest,
): Promise<Pick<SubmittedJob, 'name' | 'arn' | 'consoleUrl'>> {
  const name = request.ProcessingJobName ?? '';
  return { name, arn: await backend.jobs.create(request), consoleUrl: backend.consoleUrl(name) };
}

function instances(spec: RunSpec): Pick<SubmittedJob, 'instanceType' | 'instanceCount'> {
  return { instanceType: spec.instanceType, instanceCount: spec.instanceCount };
}
