/** What may stand before a repository's name in the URI of an image of Local's ECR: one registry, by a name of its own in every region. */
export interface RegistryHosts {
  in(region: string): string;
  owns(host: string): boolean;
}

/** `ACCOUNT.dkr.ecr.REGION.amazonaws.com`: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
export function registryHosts(accountId: string): RegistryHosts {
  const pattern = new RegExp(String.raw`^${accountId}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com$`);
  return {
    in: (region) => `${accountId}.dkr.ecr.${region}.amazonaws.com`,
    owns: (host) => pattern.test(host),
  };
}

/** What of an image's name stands behind the host of Local's registry, such as `repository:tag`; undefined for an image of another. */
export function withoutHost(hosts: RegistryHosts, image: string): string | undefined {
  const slash = image.indexOf('/');
  return slash > 0 && hosts.owns(image.slice(0, slash)) ? image.slice(slash + 1) : undefined;
}
