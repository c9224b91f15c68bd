import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import * as l10n from '@vscode/l10n';

/** What a job has that this product could not give one of its own, in words. */
export function unsupportedSettings(job: DescribeProcessingJobResponse, hasLauncher: boolean): string[] {
  const { NetworkConfig: network, ProcessingResources: resources, AppSpecification: app } = job;
  const inputs = (job.ProcessingInputs ?? []).flatMap(({ S3Input }) => S3Input ?? []);
  const entrypoint = app?.ContainerEntrypoint ?? [];
  const found: [boolean, string][] = [
    [network?.VpcConfig !== undefined, l10n.t('its VPC')],
    [network?.EnableInterContainerTrafficEncryption === true, l10n.t('encryption between its instances')],
    [
      (resources?.ClusterConfig?.VolumeKmsKeyId ?? job.ProcessingOutputConfig?.KmsKeyId) !== undefined,
      l10n.t('its KMS keys'),
    ],
    [(job.ProcessingInputs ?? []).some(({ DatasetDefinition }) => DatasetDefinition), l10n.t('inputs from databases')],
    [
      inputs.some(
        ({
          S3InputMode: mode,
          S3CompressionType: compression,
          S3DataDistributionType: distribution,
          S3DataType: type,
        }) => mode === 'Pipe' || compression === 'Gzip' || distribution === 'ShardedByS3Key' || type === 'ManifestFile',
      ),
      l10n.t('how its inputs are streamed, unpacked, listed or divided among instances'),
    ],
    [
      !hasLauncher && entrypoint.length > 2,
      l10n.t('the options of its interpreter ({0})', entrypoint.slice(1, -1).join(' ')),
    ],
    [
      (job.ProcessingOutputConfig?.Outputs ?? []).some(({ FeatureStoreOutput }) => FeatureStoreOutput),
      l10n.t('outputs to a feature store'),
    ],
    [job.ExperimentConfig !== undefined, l10n.t('its experiment')],
  ];
  return found.flatMap(([is, text]) => (is ? [text] : []));
}
