import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Files } from '../core/ports/files.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { RunSpec } from '../core/runs/runSpec.ts';

export type SubmitStep =
  | { readonly kind: 'collecting' }
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

/** Uploads the script's folder, its local inputs and the launcher, and creates the processing job. */
export function submitJob(_options: SubmitJobOptions): Promise<SubmittedJob> {
  Object(_options);
  return Promise.reject(new AppError('Unexpected', 'not built yet'));
}
