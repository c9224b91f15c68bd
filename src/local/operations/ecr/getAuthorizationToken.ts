import type { GetAuthorizationTokenRequest, GetAuthorizationTokenResponse } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { RegistryImages } from '../../registry/registryImages.ts';

/**
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html. Local has no registry that takes the token:
 * an image is pushed there by giving it its name.
 */
export function getAuthorizationToken(images: RegistryImages): JsonOperation<GetAuthorizationTokenRequest> {
  return {
    name: 'GetAuthorizationToken',
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- older clients still send them
    run({ registryIds = [''] }, { now, region }): GetAuthorizationTokenResponse {
      const { username, password, expires, endpoint } = images.authorize(now, region);
      const authorizationToken = Buffer.from(`${username}:${password}`).toString('base64');
      return {
        authorizationData: registryIds.map(() => ({ authorizationToken, expiresAt: expires, proxyEndpoint: endpoint })),
      };
    },
  };
}
