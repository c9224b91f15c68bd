import type {
  ProcessingInstanceType,
  ProcessingS3CompressionType,
  ProcessingS3DataDistributionType,
  ProcessingS3InputMode,
} from '@aws-sdk/client-sagemaker';
import * as z from 'zod';

/** Text that was one of AWS's values when the request came in: that is checked then, and which they are changes in time. */
function oneOf<Value extends string>() {
  return z.custom<Value>((value) => typeof value === 'string');
}

const input = z.object({
  InputName: z.string(),
  AppManaged: z.boolean().optional(),
  S3Input: z.object({
    S3Uri: z.string(),
    LocalPath: z.string().optional(),
    S3DataType: z.enum(['ManifestFile', 'S3Prefix']),
    S3InputMode: oneOf<ProcessingS3InputMode>().optional(),
    S3DataDistributionType: oneOf<ProcessingS3DataDistributionType>().optional(),
    S3CompressionType: oneOf<ProcessingS3CompressionType>().optional(),
  }),
});

const output = z.object({
  OutputName: z.string(),
  AppManaged: z.boolean().optional(),
  S3Output: z.object({
    S3Uri: z.string(),
    LocalPath: z.string(),
    S3UploadMode: z.enum(['Continuous', 'EndOfJob']),
  }),
});

/** CreateProcessingJob's members but for the tags, after all of their constraints have been checked. */
export const acceptedProcessingRequest = z.object({
  ProcessingJobName: z.string(),
  ProcessingResources: z.object({
    ClusterConfig: z.object({
      InstanceCount: z.int(),
      InstanceType: oneOf<ProcessingInstanceType>(),
      VolumeSizeInGB: z.int(),
      VolumeKmsKeyId: z.string().optional(),
    }),
  }),
  AppSpecification: z.object({
    ImageUri: z.string(),
    ContainerEntrypoint: z.array(z.string()).optional(),
    ContainerArguments: z.array(z.string()).optional(),
  }),
  RoleArn: z.string(),
  ProcessingInputs: z.array(input).optional(),
  ProcessingOutputConfig: z.object({ Outputs: z.array(output), KmsKeyId: z.string().optional() }).optional(),
  StoppingCondition: z.object({ MaxRuntimeInSeconds: z.int() }).optional(),
  Environment: z.record(z.string(), z.string()).optional(),
  NetworkConfig: z
    .object({
      EnableInterContainerTrafficEncryption: z.boolean().optional(),
      EnableNetworkIsolation: z.boolean().optional(),
      VpcConfig: z.object({ SecurityGroupIds: z.array(z.string()), Subnets: z.array(z.string()) }).optional(),
    })
    .optional(),
  ExperimentConfig: z
    .object({
      ExperimentName: z.string().optional(),
      TrialName: z.string().optional(),
      TrialComponentDisplayName: z.string().optional(),
      RunName: z.string().optional(),
    })
    .optional(),
});

export type AcceptedProcessingRequest = z.infer<typeof acceptedProcessingRequest>;
