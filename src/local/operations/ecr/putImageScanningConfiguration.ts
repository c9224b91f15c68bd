import type { PutImageScanningConfigurationRequest, PutImageScanningConfigurationResponse } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { Repositories } from './repositories.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html. Kept and told: Local scans nothing. */
export function putImageScanningConfiguration(
  repositories: Repositories,
): JsonOperation<PutImageScanningConfigurationRequest> {
  return {
    name: 'PutImageScanningConfiguration',
    async run(request, context): Promise<PutImageScanningConfigurationResponse> {
      const found = await repositories.find(request, context);
      const { imageScanningConfiguration } = request;
      repositories.change({ ...found, scanOnPush: imageScanningConfiguration.scanOnPush ?? false });
      return { registryId: context.accountId, repositoryName: found.name, imageScanningConfiguration };
    },
  };
}
