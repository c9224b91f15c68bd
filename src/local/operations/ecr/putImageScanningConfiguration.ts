import type { PutImageScanningConfigurationResponse } from '@aws-sdk/client-ecr';
import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { Repositories } from './repositories.ts';
import { repository, scanningConfiguration } from './shapes.ts';

const input = z.object({ ...repository, imageScanningConfiguration: scanningConfiguration });

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html. Kept and told: Local scans nothing. */
export function putImageScanningConfiguration(repositories: Repositories): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'PutImageScanningConfiguration',
    input,
    async run(request, context): Promise<PutImageScanningConfigurationResponse> {
      const found = await repositories.find(request, context);
      const { imageScanningConfiguration } = request;
      repositories.change({ ...found, scanOnPush: imageScanningConfiguration.scanOnPush });
      return { registryId: context.accountId, repositoryName: found.name, imageScanningConfiguration };
    },
  };
}
