import type { RunEngine } from '../jobs/engine.ts';

/** Data for the job: a folder or file of this machine (uploaded first) or an S3 URI. */
export interface RunInput {
  readonly name?: string;
  readonly source: string;
  /** Below /opt/ml/processing/; `/opt/ml/processing/input/<name>` when absent. */
  readonly destination?: string;
}

/** A folder of the job that is uploaded. */
export interface RunOutput {
  readonly name?: string;
  /** Below /opt/ml/processing/. */
  readonly source: string;
  /** S3 URI; `s3://<bucket>/<job>/output/<name>` when absent. */
  readonly destination?: string;
  readonly continuous?: boolean;
}

/** One run of one script, as the user describes it: every default filled in, every path absolute, no variable left. */
export interface RunSpec {
  /** Absolute path of the script; relative to `code` when that is an S3 URI. */
  readonly script: string;
  /**
   * The folder that goes to the job with the script: absolute, the script's own folder when absent. Or the S3 URI of code
   * that an earlier run uploaded, which is then used again and not uploaded.
   */
  readonly code?: string;
  /** The folder of `code` that the script works in: absolute; relative to `code` when that is an S3 URI. The script's own when absent. */
  readonly workingDirectory?: string;
  readonly arguments: readonly string[];
  /** Base of the job's name; from the script's name when absent. */
  readonly job?: string;
  readonly image?: string;
  readonly instanceType: string;
  readonly instanceCount: number;
  /** GB. */
  readonly volumeSize: number;
  /** Seconds. */
  readonly maxRuntime?: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly inputs: readonly RunInput[];
  readonly outputs: readonly RunOutput[];
  readonly networkIsolation: boolean;
  /** What runs it on Local SageMaker; Local's own choice when absent. */
  readonly engine?: RunEngine;
  /** On Local: its containers get no more than the instance type has. The setting's choice when absent. */
  readonly limitResources?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

export const runDefaults = {
  instanceType: 'ml.m5.xlarge',
  instanceCount: 1,
  volumeSize: 30,
  arguments: [],
  environment: {},
  inputs: [],
  outputs: [],
  networkIsolation: false,
} as const satisfies Omit<RunSpec, 'script'>;
