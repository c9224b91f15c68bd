import * as z from 'zod';
import { instanceTypes } from '../../../core/aws/instanceTypes.ts';
import { jobName, kmsKeyId, roleArn, s3Uri, tags } from './shapes.ts';

const localPath = z.string().max(256);
const experimentName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}$/);

const processingInput = z.object({
  InputName: z.string(),
  AppManaged: z.boolean().optional(),
  S3Input: z
    .object({
      S3Uri: s3Uri,
      LocalPath: localPath.optional(),
      S3DataType: z.enum(['ManifestFile', 'S3Prefix']),
      S3InputMode: z.enum(['Pipe', 'File']).optional(),
      S3DataDistributionType: z.enum(['FullyReplicated', 'ShardedByS3Key']).optional(),
      S3CompressionType: z.enum(['None', 'Gzip']).optional(),
    })
    .optional(),
  DatasetDefinition: z.looseObject({}).optional(),
});

const processingOutput = z.object({
  OutputName: z.string(),
  AppManaged: z.boolean().optional(),
  S3Output: z
    .object({ S3Uri: s3Uri, LocalPath: localPath.optional(), S3UploadMode: z.enum(['Continuous', 'EndOfJob']) })
    .optional(),
  FeatureStoreOutput: z.object({ FeatureGroupName: z.string().min(1).max(64) }).optional(),
});

const vpcId = z
  .string()
  .max(32)
  .regex(/^[-0-9a-zA-Z]+$/);

/** CreateProcessingJob's members and their constraints. */
export const createProcessingJobInput = z.object({
  ProcessingJobName: jobName,
  ProcessingResources: z.object({
    ClusterConfig: z.object({
      InstanceCount: z.int().min(1).max(100),
      InstanceType: z.enum(instanceTypes('processing').map(({ type }) => type)),
      VolumeSizeInGB: z.int().min(1).max(16_384),
      VolumeKmsKeyId: kmsKeyId.optional(),
    }),
  }),
  AppSpecification: z.object({
    ImageUri: z.string().max(255),
    ContainerEntrypoint: z.array(z.string().max(256)).min(1).max(100).optional(),
    ContainerArguments: z.array(z.string().max(256)).min(1).max(100).optional(),
  }),
  RoleArn: roleArn,
  ProcessingInputs: z.array(processingInput).max(10).optional(),
  ProcessingOutputConfig: z
    .object({ Outputs: z.array(processingOutput).max(10), KmsKeyId: kmsKeyId.optional() })
    .optional(),
  StoppingCondition: z.object({ MaxRuntimeInSeconds: z.int().min(1).max(777_600) }).optional(),
  Environment: z
    .record(
      z
        .string()
        .max(256)
        .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/),
      z.string().max(256),
    )
    .refine((map) => Object.keys(map).length <= 100, 'Map value must have length less than or equal to 100')
    .optional(),
  NetworkConfig: z
    .object({
      EnableInterContainerTrafficEncryption: z.boolean().optional(),
      EnableNetworkIsolation: z.boolean().optional(),
      VpcConfig: z
        .object({ SecurityGroupIds: z.array(vpcId).min(1).max(5), Subnets: z.array(vpcId).min(1).max(16) })
        .optional(),
    })
    .optional(),
  ExperimentConfig: z
    .object({
      ExperimentName: experimentName.optional(),
      TrialName: experimentName.optional(),
      TrialComponentDisplayName: experimentName.optional(),
      RunName: experimentName.optional(),
    })
    .optional(),
  Tags: tags.optional(),
});

export type CreateProcessingJobInput = z.infer<typeof createProcessingJobInput>;
