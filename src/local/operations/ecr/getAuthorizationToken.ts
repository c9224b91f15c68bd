import type { GetAuthorizationTokenResponse } from '@aws-sdk/client-ecr';
import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { RegistryImages } from '../../registry/registryImages.ts';
import { registryId } from './shapes.ts';

const input = z.object({ registryIds: z.array(registryId).min(1).max(10).optional() });

/**
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html. Local has no registry that takes the token:
 * an image is pushed there by giving it its name.
 */
export function getAuthorizationToken(images: RegistryImages): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'GetAuthorizationToken',
    input,
    run({ registryIds = [''] }, { now }): GetAuthorizationTokenResponse {
      const { username, password, expires, endpoint } = images.authorize(now);
      const authorizationToken = Buffer.from(`${username}:${password}`).toString('base64');
      return {
        authorizationData: registryIds.map(() => ({ authorizationToken, expiresAt: expires, proxyEndpoint: endpoint })),
      };
    },
  };
}
