/** What AWS's endpoints are called: these names and all below them. In China, Europe's own cloud and the newer names too. */
export const awsDomains = ['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu', 'api.aws'] as const;

export function isAwsName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return awsDomains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

/** Where virtual machines, containers and notebooks are told who they are: the machine's own identity is no business of a local run. */
export function isMetadataAddress(host: string): boolean {
  return /^(169\.254\.169\.254|169\.254\.170\.(2|23)|\[?fd00:ec2::23\]?|\[?fd00:ec2::254\]?)$/i.test(host);
}

/** `s3.us-west-2`, `s3-us-west-2`, `s3.dualstack.us-west-2`, `s3-fips.…`, `s3-accelerate`: before it, the bucket, which may have dots. */
const s3Host =
  /^(?:(.+)\.)?s3(?:[.-](?:fips|dualstack|accelerate|external-1|[a-z]{2}(?:-[a-z]+)+-\d+))*\.amazonaws\.(?:com|com\.cn|eu)(?::\d+)?$/;

/**
 * The bucket that a request to S3 names in its host, as clients do by default; empty where it is in the path, as with any host that is not
 * AWS's; undefined for hosts of AWS that are not S3's own, such as those of S3 Control and of websites.
 */
export function bucketInHost(host: string): string | undefined {
  const name = host.toLowerCase();
  const [found, bucket = ''] = s3Host.exec(name) ?? [];
  return found === undefined && isAwsName(name.replace(/:\d+$/, '')) ? undefined : bucket;
}
