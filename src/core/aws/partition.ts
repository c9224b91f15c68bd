export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

export function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

const consoleHosts: Record<Partition, string> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** A page of SageMaker's console: `page` is a kind of things, such as `processing-jobs`. */
export function sagemakerConsoleUrl(region: string, page: string, name: string): string {
  const home = `https://${consoleHosts[partitionOf(region)]}/sagemaker/home?region=${region}`;
  return `${home}#/${page}/${encodeURIComponent(name)}`;
}

/** The page of AWS's console for a repository of Amazon ECR, or for one of its images. */
export function repositoryConsoleUrl(region: string, accountId: string, repository: string, digest?: string): string {
  const page = `https://${consoleHosts[partitionOf(region)]}/ecr/repositories/private/${accountId}/${repository}`;
  const image = digest === undefined ? '' : `/_/image/${digest}/details`;
  return `${page}${image}?region=${region}`;
}

/** SageMaker's default bucket of an account and region, as its SDK names it. */
export function defaultBucket(region: string, accountId: string): string {
  return `sagemaker-${region}-${accountId}`;
}
