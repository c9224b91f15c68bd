import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import type { Role } from '../../core/ports/account.ts';
import { abortOption } from './abortOption.ts';
import type { ClientSettings } from './clients.ts';

/** The roles whose trust policy lets SageMaker assume them, in name order. A file of its own in dist/: few ever ask. */
export async function listSageMakerRoles(settings: ClientSettings, signal: AbortSignal | undefined): Promise<Role[]> {
  const iam = new IAMClient(settings);
  try {
    const roles: Role[] = [];
    let marker: string | undefined;
    do {
      const page = await iam.send(
        new ListRolesCommand({ MaxItems: 1000, ...(marker !== undefined && { Marker: marker }) }),
        abortOption(signal),
      );
      for (const { Arn: arn, RoleName: name, AssumeRolePolicyDocument: policy } of page.Roles ?? []) {
        if (arn !== undefined && name !== undefined && trustsSageMaker(policy)) roles.push({ arn, name });
      }
      marker = page.IsTruncated === true ? page.Marker : undefined;
    } while (marker !== undefined);
    return roles.sort((a, b) => a.name.localeCompare(b.name));
  } finally {
    iam.destroy();
  }
}

/** IAM hands the trust policy out percent-encoded. */
function trustsSageMaker(policy: string | undefined): boolean {
  return policy !== undefined && /"sagemaker\.amazonaws\.com(\.cn)?"/u.test(decodeURIComponent(policy));
}
