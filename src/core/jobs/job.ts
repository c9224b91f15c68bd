import type { JobRef } from './jobRef.ts';
import type { JobStatus } from './status.ts';

/** What a list of jobs tells of each, whatever its kind. */
export interface JobSummary {
  readonly ref: JobRef;
  readonly status: JobStatus;
  readonly created: Date;
  /** When its status or description changed last. */
  readonly modified: Date | undefined;
  readonly ended: Date | undefined;
  /** Why it failed, as SageMaker says it. */
  readonly failureReason: string | undefined;
  /** What its container left for whoever asks why it ended. */
  readonly exitMessage: string | undefined;
}

/** Data that a job is given. */
export interface JobInput {
  readonly name: string;
  readonly uri: string;
  /** Folder of the job where it lands. */
  readonly path: string;
}

/** Data that a job leaves. */
export interface JobOutput {
  readonly name: string;
  readonly uri: string;
  /** Folder of the job that is uploaded. */
  readonly path: string;
  /** Uploaded while the job runs, not when it ends. */
  readonly isContinuous: boolean;
}

export interface JobInstances {
  /** Such as `ml.m5.xlarge`. */
  readonly type: string;
  readonly count: number;
  /** GB of disk that each has. */
  readonly volumeSize: number;
}

/** The script that a job runs. */
export interface JobScript {
  /** Below the code folder, with `/`. */
  readonly path: string;
  /** What runs it, such as `Rscript`. */
  readonly interpreter: string;
  /** S3 URI of the script itself; undefined when unknown. */
  readonly uri: string | undefined;
  /** S3 URI of the code folder, or of the script where only that was sent; undefined when the job got no code. */
  readonly codeUri: string | undefined;
}

/** A job, whoever started it: this product, the SageMaker SDK, the console. */
export interface Job extends JobSummary {
  /** When its container started; undefined while it waits for its machine. */
  readonly started: Date | undefined;
  readonly image: string | undefined;
  readonly instances: JobInstances;
  /** Undefined when it runs a command of its image. */
  readonly script: JobScript | undefined;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly maxRuntime: number | undefined;
  readonly networkIsolation: boolean;
  /** Without its code and the launcher. */
  readonly inputs: readonly JobInput[];
  readonly outputs: readonly JobOutput[];
  /** CloudWatch's streams of its log. */
  readonly log: { readonly group: string; readonly streamPrefix: string };
  /** What it has that this product could not give a job of its own, in words; empty for the product's own jobs. */
  readonly unsupported: readonly string[];
}
