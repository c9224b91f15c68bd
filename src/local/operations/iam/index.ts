import type { LocalRole } from '../../credentials/role.ts';
import type { QueryService } from '../../protocol/queryProtocol.ts';
import { createRole } from './createRole.ts';
import { getRole } from './getRole.ts';
import { listRoles } from './listRoles.ts';
import model from './model.json' with { type: 'json' };

export function iamService(role: LocalRole): QueryService {
  return {
    signingName: 'iam',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    model,
    operations: [getRole(role), listRoles(role), createRole(role)],
  };
}
