import { AppError } from '../core/errors.ts';
import { awsRegions, type AwsRegion } from '../core/aws/regions.ts';
import type { AwsProfile, AwsProfiles } from '../core/ports/awsProfiles.ts';
import type { Role } from '../core/ports/account.ts';
import type { Backend } from '../core/ports/backend.ts';
import * as l10n from '@vscode/l10n';

/** The profiles of the user's AWS configuration, `default` first. */
export function listProfiles(profiles: AwsProfiles): Promise<AwsProfile[]> {
  return profiles.list();
}

/** Regions where SageMaker is, those of `preferred` (a profile's region, the last one used) first. */
export function listRegions(preferred: readonly (string | undefined)[] = []): AwsRegion[] {
  const rank = (region: AwsRegion): number =>
    preferred.includes(region.name) ? preferred.indexOf(region.name) : preferred.length;
  return [...awsRegions].sort((a, b) => rank(a) - rank(b));
}

export interface BackendOptions {
  readonly backend: Backend;
  readonly signal?: AbortSignal;
}

/** Roles that SageMaker may assume, in name order. `AccessDenied` when the user may not list roles: then an ARN can be pasted. */
export function listRoles({ backend, signal }: BackendOptions): Promise<Role[]> {
  return backend.account.assumableRoles(signal);
}

export interface EnsureBucketOptions extends BackendOptions {
  /** Asked before a bucket is made in somebody's account; false makes this function fail with `BucketMissing`. */
  readonly confirm: (bucket: string, region: string) => Promise<boolean>;
}

/** The connection's bucket, made when it is not there and the user agrees. Returns its name. */
export async function ensureBucket({ backend, confirm, signal }: EnsureBucketOptions): Promise<string> {
  const bucket = await backend.bucket(signal);
  if (await backend.objects.bucketExists(bucket, signal)) return bucket;
  if (!(await confirm(bucket, backend.region))) throw bucketMissing(bucket, backend.region);
  await backend.objects.createBucket(bucket, signal);
  return bucket;
}

export function bucketMissing(bucket: string, region: string): AppError {
  return new AppError(
    'BucketMissing',
    l10n.t(
      'There is no bucket {0} in {1}. Code and outputs need one: choose the connection again to make it, or choose another.',
      bucket,
      region,
    ),
    { action: 'selectConnection' },
  );
}
