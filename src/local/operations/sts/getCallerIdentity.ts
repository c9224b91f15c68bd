import type { QueryOperation } from '../../protocol/queryProtocol.ts';

/** Local's caller is the account's root, as it is with the keys of an AWS account itself. */
export const getCallerIdentity: QueryOperation = {
  name: 'GetCallerIdentity',
  run: (_parameters, { accountId }) => [
    ['Arn', `arn:aws:iam::${accountId}:root`],
    ['UserId', accountId],
    ['Account', accountId],
  ],
};
