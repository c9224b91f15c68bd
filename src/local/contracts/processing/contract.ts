import path from 'node:path';
import { instanceTypeNamed } from '../../../core/aws/instanceTypes.ts';
import { processing } from '../../../core/jobs/kinds/processing/options.ts';
import type { JobContract } from '../contract.ts';
import { processingJobConfig } from './config.ts';
import { acceptedProcessingRequest, type AcceptedProcessingRequest } from './request.ts';

/**
 * A processing container: https://docs.aws.amazon.com/sagemaker/latest/dg/build-your-own-processing-container.html. What it writes to
 * /opt/ml/output/message is its ExitMessage.
 */
export const processingContract: JobContract<AcceptedProcessingRequest> = {
  parse: (request) => acceptedProcessingRequest.parse(request),
  plan: (ref, request) => {
    const { AppSpecification, NetworkConfig, ProcessingResources, StoppingCondition } = request;
    const { InstanceCount, InstanceType } = ProcessingResources.ClusterConfig;
    const hosts = Array.from({ length: InstanceCount }, (_none, index) => `algo-${index + 1}`);
    return {
      logGroup: processing.logGroup,
      image: AppSpecification.ImageUri,
      role: request.RoleArn,
      entrypoint: AppSpecification.ContainerEntrypoint,
      arguments: AppSpecification.ContainerArguments,
      hosts,
      instance: instanceTypeNamed(InstanceType),
      environment: request.Environment ?? {},
      platformEnvironment: { PROCESSING_JOB_NAME: ref.name, PROCESSING_JOB_ARN: ref.arn },
      isIsolated: NetworkConfig?.EnableNetworkIsolation ?? false,
      timeLimit: StoppingCondition?.MaxRuntimeInSeconds,
      inputs: inputsOf(request),
      outputs: outputsOf(request),
      configFiles: (host) => ({
        'processingjobconfig.json': JSON.stringify(processingJobConfig(ref, request), null, 2),
        'resourceconfig.json': JSON.stringify({ current_host: host, hosts }),
      }),
      messageFile: '/opt/ml/output/message',
      endTexts: (failureReason, exitMessage) => ({ failureReason, exitMessage }),
    };
  },
};

/** What the application manages itself (AppManaged), and what has no place in the container, is not downloaded. */
function inputsOf({ ProcessingInputs = [] }: AcceptedProcessingRequest) {
  return ProcessingInputs.flatMap(({ S3Input, AppManaged }) =>
    S3Input.LocalPath === undefined || AppManaged === true
      ? []
      : [
          {
            uri: S3Input.S3Uri,
            listedBy: S3Input.S3DataType,
            place: S3Input.LocalPath,
            isSharded: S3Input.S3DataDistributionType === 'ShardedByS3Key',
            isGzip: S3Input.S3CompressionType === 'Gzip',
          },
        ],
  );
}

function outputsOf({ ProcessingOutputConfig }: AcceptedProcessingRequest) {
  return (ProcessingOutputConfig?.Outputs ?? []).flatMap(({ S3Output, AppManaged }) =>
    AppManaged === true
      ? []
      : [
          {
            place: path.posix.normalize(S3Output.LocalPath),
            uri: S3Output.S3Uri,
            isContinuous: S3Output.S3UploadMode === 'Continuous',
          },
        ],
  );
}
