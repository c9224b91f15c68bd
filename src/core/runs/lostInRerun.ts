import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import * as l10n from '@vscode/l10n';
import { containerPaths } from '../aws/container.ts';

/** What a job had that a run has no word for, so that running it again would leave it out; for people, empty for the product's own jobs. */
export function lostInRerun(job: DescribeProcessingJobResponse): string[] {
  const { NetworkConfig: network, ProcessingResources: resources, AppSpecification: app } = job;
  const inputs = (job.ProcessingInputs ?? []).flatMap(({ S3Input }) => S3Input ?? []);
  const entrypoint = app?.ContainerEntrypoint ?? [];
  const isOwn = entrypoint[1] === containerPaths.launcher;
  const lost: [boolean, string][] = [
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
      !isOwn && entrypoint.length > 2,
      l10n.t('the options of its interpreter ({0})', entrypoint.slice(1, -1).join(' ')),
    ],
    [job.ExperimentConfig !== undefined, l10n.t('its experiment')],
  ];
  return lost.flatMap(([is, text]) => (is ? [text] : []));
}
