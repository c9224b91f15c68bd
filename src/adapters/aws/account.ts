import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Account } from '../../core/ports/account.ts';
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
      session.send({ action: 'iam:ListRoles' }, async ({ settings }) => {
        const { listSageMakerRoles } = await import('./iam.ts');
        return listSageMakerRoles(settings, signal);
      }),
  };
}
