import type { CreateRoleRequest } from '@aws-sdk/client-iam';
import type { LocalRole } from '../../credentials/role.ts';
import type { QueryOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';

/** Local has the one role, so there is never room for another: a script that makes its role first goes on when it is told that this is there. */
export function createRole(role: LocalRole): QueryOperation<CreateRoleRequest> {
  return {
    name: 'CreateRole',
    run: ({ RoleName }) => {
      if (RoleName === role.name)
        throw new ServiceError('EntityAlreadyExists', `Role with name ${RoleName} already exists.`, 409);
      const message = `Cannot exceed quota for RolesPerAccount: 1. Local SageMaker has one role, ${role.name}: use ${role.arn}`;
      throw new ServiceError('LimitExceeded', message, 409);
    },
  };
}
