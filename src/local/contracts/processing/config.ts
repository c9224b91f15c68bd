import type { JobRef } from '../../../core/jobs/jobRef.ts';
import type { AcceptedProcessingRequest } from './request.ts';

/** What /opt/ml/config/processingjobconfig.json holds, in the shape that SageMaker's guide shows: what was not given is null. */
export function processingJobConfig({ arn, name }: JobRef, request: AcceptedProcessingRequest): object {
  const { AppSpecification, Environment, RoleArn, StoppingCondition } = request;
  const { ClusterConfig } = request.ProcessingResources;
  return {
    ProcessingJobArn: arn,
    ProcessingJobName: name,
    AppSpecification: {
      ImageUri: AppSpecification.ImageUri,
      ContainerEntrypoint: AppSpecification.ContainerEntrypoint ?? null,
      ContainerArguments: AppSpecification.ContainerArguments ?? null,
    },
    Environment: Environment ?? {},
    ProcessingInputs: (request.ProcessingInputs ?? []).map(({ InputName, S3Input }) => ({
      InputName,
      S3Input: {
        LocalPath: S3Input.LocalPath,
        S3Uri: S3Input.S3Uri,
        S3DataDistributionType: S3Input.S3DataDistributionType ?? 'FullyReplicated',
        S3DataType: S3Input.S3DataType,
        S3InputMode: S3Input.S3InputMode ?? 'File',
        S3CompressionType: S3Input.S3CompressionType ?? 'None',
        S3DownloadMode: 'StartOfJob',
      },
    })),
    ProcessingOutputConfig: {
      Outputs: (request.ProcessingOutputConfig?.Outputs ?? []).map(({ OutputName, S3Output }) => ({
        OutputName,
        S3Output,
      })),
      KmsKeyId: request.ProcessingOutputConfig?.KmsKeyId ?? null,
    },
    ProcessingResources: {
      ClusterConfig: {
        InstanceCount: ClusterConfig.InstanceCount,
        InstanceType: ClusterConfig.InstanceType,
        VolumeSizeInGB: ClusterConfig.VolumeSizeInGB,
        VolumeKmsKeyId: ClusterConfig.VolumeKmsKeyId ?? null,
      },
    },
    RoleArn,
    StoppingCondition: StoppingCondition ?? null,
  };
}
