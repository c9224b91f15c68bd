import type { QueryOperation } from '../../protocol/operation.ts';

export const getCallerIdentity: QueryOperation = {
  name: 'GetCallerIdentity',
  run: (_input, { accountId, caller }) => [
    ['Arn', caller.arn],
    ['UserId', caller.userId],
    ['Account', accountId],
  ],
};
