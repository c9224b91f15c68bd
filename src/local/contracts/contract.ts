import type { InstanceType } from '../../core/aws/instanceTypes.ts';
import type { JobRef } from '../../core/jobs/jobRef.ts';

/** Objects that a host finds in a folder when it starts. */
export interface PlannedInput {
  /** A prefix, or the one manifest that lists objects. */
  readonly uri: string;
  readonly listedBy: 'S3Prefix' | 'ManifestFile';
  /** The folder, as the job sees it, below /opt/ml. */
  readonly place: string;
  /** True when each host gets its part of the objects. */
  readonly isSharded: boolean;
  /** True when the objects are gzip files, to be found decompressed. */
  readonly isGzip: boolean;
}

/** A folder whose files are uploaded. */
export interface PlannedOutput {
  /** As the job sees it, below /opt/ml. */
  readonly place: string;
  /** What the keys begin with; a slash is put after it. */
  readonly uri: string;
  /** True when files are uploaded while the job runs. */
  readonly isContinuous: boolean;
}

/** What is told of a job's end beside its status. */
export interface JobEndTexts {
  readonly failureReason?: string | undefined;
  readonly exitMessage?: string | undefined;
}

/**
 * What running a job takes, in the same words for every kind: what its containers find, are given and leave. It is all that the queue and
 * the engines know of a job.
 */
export interface JobPlan {
  /** CloudWatch log group of the kind; a stream of it is `<job>/<host>-<seconds since 1970>`. */
  readonly logGroup: string;
  readonly image: string;
  /** ARN of the role that the job acts as. */
  readonly role: string;
  /** Of the request; the image's own when undefined. */
  readonly entrypoint: readonly string[] | undefined;
  readonly arguments: readonly string[] | undefined;
  /** Names of the hosts: `algo-1`, `algo-2` … */
  readonly hosts: readonly string[];
  /** What an instance of the type has, as far as it is known. */
  readonly instance: Pick<InstanceType, 'type' | 'vcpus' | 'memoryGiB'>;
  /** Variables of the request, those that tell Local SageMaker how to run it among them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables that SageMaker itself gives a job of this kind. */
  readonly platformEnvironment: Readonly<Record<string, string>>;
  /** EnableNetworkIsolation. */
  readonly isIsolated: boolean;
  /** Seconds from its start to its end by force. */
  readonly timeLimit: number | undefined;
  readonly inputs: readonly PlannedInput[];
  readonly outputs: readonly PlannedOutput[];
  /** What the files in /opt/ml/config hold for a host, by their names. */
  configFiles(host: string): Readonly<Record<string, string>>;
  /** Where a host may leave words on its end, as the job sees it. */
  readonly messageFile: string;
  /** `failure`: why it failed, as far as the exit codes tell; `message`: what the hosts left in the message file. */
  endTexts(failure: string | undefined, message: string | undefined): JobEndTexts;
}

/** What a kind of job is, for those who run it. */
export interface JobContract<Request> {
  /** Reads the members of a request that was checked, now or when it was stored. Throws for anything else. */
  parse(request: unknown): Request;
  plan(ref: JobRef, request: Request): JobPlan;
}
