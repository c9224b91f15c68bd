import type { GetRoleRequest } from '@aws-sdk/client-iam';
import type { LocalRole } from '../../credentials/role.ts';
import type { QueryOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { roleXml } from './role.ts';

export function getRole(role: LocalRole): QueryOperation<GetRoleRequest> {
  return {
    name: 'GetRole',
    run: ({ RoleName }, { accountId }) => {
      if (RoleName !== role.name)
        throw new ServiceError('NoSuchEntity', `The role with name ${RoleName} cannot be found.`, 404);
      return [['Role', roleXml(role, accountId)]];
    },
  };
}
