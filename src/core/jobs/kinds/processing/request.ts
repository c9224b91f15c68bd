import type { CreateProcessingJobRequest, ProcessingInput, ProcessingOutput } from '@aws-sdk/client-sagemaker';
import type { JobInput, JobInstances, JobOutput } from '../../job.ts';

/** A processing job to be. */
export interface ProcessingRequest {
  readonly kind: 'processing';
  readonly name: string;
  readonly image: string;
  readonly roleArn: string;
  readonly entrypoint: readonly string[];
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly instances: JobInstances;
  /** Seconds; SageMaker's own limit when undefined. */
  readonly maxRuntime: number | undefined;
  readonly networkIsolation: boolean;
  readonly inputs: readonly JobInput[];
  readonly outputs: readonly JobOutput[];
  readonly tags: Readonly<Record<string, string>>;
}

/** The request as the SageMaker Python SDK (2.257) writes it: members that say nothing are left out. */
export function createRequest(job: ProcessingRequest): CreateProcessingJobRequest {
  const tags = Object.entries(job.tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    ProcessingJobName: job.name,
    ProcessingResources: {
      ClusterConfig: {
        // Which types there are is SageMaker's to say: the SDK's list is as old as the SDK.
        InstanceType: job.instances.type as InstanceType,
        InstanceCount: job.instances.count,
        VolumeSizeInGB: job.instances.volumeSize,
      },
    },
    AppSpecification: {
      ImageUri: job.image,
      ContainerEntrypoint: [...job.entrypoint],
      ...(job.arguments.length > 0 && { ContainerArguments: [...job.arguments] }),
    },
    RoleArn: job.roleArn,
    ProcessingInputs: job.inputs.map(processingInput),
    ProcessingOutputConfig: { Outputs: job.outputs.map(processingOutput) },
    ...(Object.keys(job.environment).length > 0 && { Environment: job.environment }),
    ...(job.maxRuntime !== undefined && { StoppingCondition: { MaxRuntimeInSeconds: job.maxRuntime } }),
    ...(job.networkIsolation && { NetworkConfig: { EnableNetworkIsolation: true } }),
    ...(tags.length > 0 && { Tags: tags }),
  };
}

type InstanceType = NonNullable<
  NonNullable<NonNullable<CreateProcessingJobRequest['ProcessingResources']>['ClusterConfig']>['InstanceType']
>;

function processingInput({ name, uri, path }: JobInput): ProcessingInput {
  return {
    InputName: name,
    AppManaged: false,
    S3Input: {
      S3Uri: uri,
      LocalPath: path,
      S3DataType: 'S3Prefix',
      S3InputMode: 'File',
      S3DataDistributionType: 'FullyReplicated',
      S3CompressionType: 'None',
    },
  };
}

function processingOutput({ name, uri, path, isContinuous }: JobOutput): ProcessingOutput {
  return {
    OutputName: name,
    AppManaged: false,
    S3Output: { S3Uri: uri, LocalPath: path, S3UploadMode: isContinuous ? 'Continuous' : 'EndOfJob' },
  };
}
