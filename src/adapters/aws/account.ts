import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Account, Role } from '../../core/ports/account.ts';
import { abortOption } from './abortOption.ts';
import type { Session } from './session.ts';

/** Account and roles over STS and IAM. The account id is asked for once. */
export function createAccount(session: Session): Account {
  let known: Promise<string> | undefined;
  const ask = (signal?: AbortSignal): Promise<string> =>
    session.send({ action: 'sts:GetCallerIdentity' }, async ({ sts }) => {
      const { Account: account } = await sts.send(new GetCallerIdentityCommand({}), abortOption(signal));
      return account ?? '';
    });
  return {
    accountId: (signal) => {
      known ??= ask(signal).catch((error: unknown) => {
        known = undefined;
        throw error;
      });
      return known;
    },
    assumableRoles: (signal) =>
      session.send({ action: 'iam:ListRoles' }, async (clients) => {
        const [{ ListRolesCommand }, iam] = await Promise.all([import('@aws-sdk/client-iam'), clients.iam()]);
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
      }),
  };
}

/** IAM hands the trust policy out percent-encoded. */
function trustsSageMaker(policy: string | undefined): boolean {
  return policy !== undefined && /"sagemaker\.amazonaws\.com(\.cn)?"/u.test(decodeURIComponent(policy));
}
