import type { ListRolesRequest } from '@aws-sdk/client-iam';
import type { LocalRole } from '../../credentials/role.ts';
import type { QueryOperation } from '../../protocol/operation.ts';
import { roleXml } from './role.ts';

/** All of them are on the first page. */
export function listRoles(role: LocalRole): QueryOperation<ListRolesRequest> {
  return {
    name: 'ListRoles',
    run: ({ PathPrefix = '/' }, { accountId }) => [
      ['IsTruncated', false],
      ['Roles', PathPrefix === '/' ? [['member', roleXml(role, accountId)]] : []],
    ],
  };
}
