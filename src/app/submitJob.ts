import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
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
}

/** Uploads the script's folder, its local inputs and the launcher, and creates the processing job. */
export function submitJob(_options: SubmitJobOptions): Promise<SubmittedJob> {
  return Promise.reject(new AppError('Unexpected', 'not built yet'));
}
