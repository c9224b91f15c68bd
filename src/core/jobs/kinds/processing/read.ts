import type {
  DescribeProcessingJobResponse,
  ProcessingInput,
  ProcessingJobSummary,
  ProcessingOutput,
} from '@aws-sdk/client-sagemaker';
import { containerPaths } from '../../../aws/container.ts';
import { s3BaseName } from '../../../storage/s3Uri.ts';
import type { Job, JobInput, JobOutput, JobScript, JobSummary } from '../../job.ts';
import { JobRef } from '../../jobRef.ts';
import { required } from '../required.ts';
import { readJobStatus } from '../../status.ts';
import { processing } from './options.ts';
import { unsupportedSettings } from './unsupportedSettings.ts';

/** A processing job of a list. */
export function readSummary(job: ProcessingJobSummary): JobSummary {
  return {
    ref: readRef(job),
    status: readJobStatus(job.ProcessingJobStatus),
    created: required(job.CreationTime, 'CreationTime'),
    modified: job.LastModifiedTime,
    ended: job.ProcessingEndTime,
    failureReason: job.FailureReason,
    exitMessage: job.ExitMessage,
  };
}

/** A processing job's description. */
export function readJob(job: DescribeProcessingJobResponse): Job {
  const summary = readSummary(job);
  const cluster = required(job.ProcessingResources?.ClusterConfig, 'ClusterConfig');
  const entrypoint = job.AppSpecification?.ContainerEntrypoint ?? [];
  const inputs = job.ProcessingInputs ?? [];
  const code = inputs.find((input) => input.InputName === 'code');
  const isOfProduct = (input: ProcessingInput): boolean =>
    input === code || (hasLauncher(entrypoint) && input.InputName === 'entrypoint');
  return {
    ...summary,
    started: job.ProcessingStartTime,
    image: job.AppSpecification?.ImageUri,
    instances: {
      type: required(cluster.InstanceType, 'InstanceType'),
      count: required(cluster.InstanceCount, 'InstanceCount'),
      volumeSize: required(cluster.VolumeSizeInGB, 'VolumeSizeInGB'),
    },
    script: readScript(entrypoint, code?.S3Input?.S3Uri),
    arguments: job.AppSpecification?.ContainerArguments ?? [],
    environment: job.Environment ?? {},
    maxRuntime: job.StoppingCondition?.MaxRuntimeInSeconds,
    networkIsolation: job.NetworkConfig?.EnableNetworkIsolation ?? false,
    inputs: inputs.filter((input) => !isOfProduct(input)).flatMap(readInput),
    outputs: (job.ProcessingOutputConfig?.Outputs ?? []).flatMap(readOutput),
    log: { group: processing.logGroup, streamPrefix: `${summary.ref.name}/` },
    unsupported: unsupportedSettings(job, hasLauncher(entrypoint)),
  };
}

function readRef(job: ProcessingJobSummary): JobRef {
  const name = required(job.ProcessingJobName, 'ProcessingJobName');
  return new JobRef('processing', name, required(job.ProcessingJobArn, 'ProcessingJobArn'));
}

/** True for a job that this product started: its launcher runs the script. */
function hasLauncher(entrypoint: readonly string[]): boolean {
  return entrypoint[1] === containerPaths.launcher && entrypoint.length >= 4;
}

function readScript(entrypoint: readonly string[], codeUri: string | undefined): JobScript | undefined {
  const [interpreter, path] = hasLauncher(entrypoint)
    ? [entrypoint[2], entrypoint[3]]
    : [entrypoint[0], scriptOfSdk(entrypoint)];
  if (interpreter === undefined || path === undefined) return undefined;
  return { path, interpreter, codeUri, uri: codeUri === undefined ? undefined : scriptUri(path, codeUri) };
}

/** The SDK's script processors run `[command…, /opt/ml/processing/input/code/<file>]`. */
function scriptOfSdk(entrypoint: readonly string[]): string | undefined {
  const last = entrypoint.length > 1 ? entrypoint.at(-1) : undefined;
  const prefix = `${containerPaths.code}/`;
  return last?.startsWith(prefix) ? last.slice(prefix.length) : undefined;
}

function scriptUri(script: string, codeUri: string): string {
  if (codeUri.endsWith('/')) return `${codeUri}${script}`;
  return s3BaseName(codeUri) === script ? codeUri : `${codeUri}/${script}`;
}

function readInput({ InputName: name, S3Input }: ProcessingInput): JobInput[] {
  const { S3Uri: uri, LocalPath: path } = S3Input ?? {};
  return uri === undefined ? [] : [{ name: required(name, 'InputName'), uri, path: path ?? '' }];
}

function readOutput({ OutputName: name, S3Output }: ProcessingOutput): JobOutput[] {
  const { S3Uri: uri, LocalPath: path, S3UploadMode: mode } = S3Output ?? {};
  if (uri === undefined) return [];
  return [{ name: required(name, 'OutputName'), uri, path: path ?? '', isContinuous: mode === 'Continuous' }];
}
