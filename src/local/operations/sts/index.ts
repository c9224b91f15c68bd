import type { QueryService } from '../../protocol/queryProtocol.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';

export const sts: QueryService = {
  signingName: 'sts',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: [getCallerIdentity],
};
