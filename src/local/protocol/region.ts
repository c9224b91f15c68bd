import type { Authorization } from './authorization.ts';

/** Whether a text is the name of an AWS region, by its form: `us-west-2`, `us-gov-east-1`. `aws-global` is what clients sign for IAM and STS with. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(text) || text === 'aws-global';
}

/** The ARN of the same resource in another region. Local has one set of resources: they are the same whatever region their ARN names. */
export function inRegion(arn: string, region: string): string {
  return arn.replace(/^(arn:[^:]*:[^:]*):[^:]*/, `$1:${region}`);
}

/**
 * The region that a request is answered for: the one that its client signed for. Every region is served, with one set of resources. `home` is
 * that of requests which name none.
 */
export function regionOf({ region }: Authorization, home: string): string {
  return region === '' || region === 'aws-global' ? home : region;
}
