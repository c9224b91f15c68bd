import type { JobId, JobKind } from '../jobs/jobRef.ts';

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

const consolePages: Record<JobKind, string> = { processing: 'processing-jobs' };

/** The page of AWS's console for a job. */
export function jobConsoleUrl(region: string, { kind, name }: JobId): string {
  const page = `https://${consoleHosts[partitionOf(region)]}/sagemaker/home?region=${region}`;
  return `${page}#/${consolePages[kind]}/${encodeURIComponent(name)}`;
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
