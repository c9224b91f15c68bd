import type { KeyRing } from '../../credentials/keyRing.ts';
import type { LocalRole } from '../../credentials/role.ts';
import type { QueryService } from '../../protocol/queryProtocol.ts';
import { assumeRole } from './assumeRole.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';
import { getSessionToken } from './getSessionToken.ts';
import model from './model.json' with { type: 'json' };

export function stsService(keyRing: KeyRing, role: LocalRole): QueryService {
  return {
    signingName: 'sts',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    model,
    operations: [getCallerIdentity, assumeRole(keyRing, role), getSessionToken(keyRing)],
  };
}
