import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentityProvider } from '@smithy/types';

/**
 * The credentials of a profile wherever the SDK finds them: keys, SSO, a process, an assumed role, the instance. A file of its own in dist/:
 * Local needs none of it.
 */
export function profileCredentials(profile: string, region: string): AwsCredentialIdentityProvider {
  return fromNodeProviderChain({ profile, clientConfig: { region } });
}
