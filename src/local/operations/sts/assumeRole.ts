import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import type { KeyRing } from '../../credentials/keyRing.ts';
import { sessionArn, type LocalRole } from '../../credentials/role.ts';
import type { QueryOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { credentialsXml } from './credentials.ts';

/** A session of the one role of Local. It may do what its maker may, no more: a container's keys stay those of a container. */
export function assumeRole(keyRing: KeyRing, role: LocalRole): QueryOperation<AssumeRoleRequest> {
  return {
    name: 'AssumeRole',
    run: ({ RoleArn, RoleSessionName, DurationSeconds = 3600 }, { caller, now }) => {
      if (RoleArn !== role.arn) {
        const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}. Local SageMaker has one role: ${role.arn}`;
        throw new ServiceError('AccessDenied', message, 403);
      }
      if (caller.isSession && DurationSeconds > 3600) {
        const message =
          'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
        throw new ServiceError('ValidationError', message);
      }
      const arn = sessionArn(role.arn, RoleSessionName);
      const userId = `${role.id}:${RoleSessionName}`;
      const expiration = new Date(now.getTime() + DurationSeconds * 1000);
      return [
        credentialsXml(keyRing.issue({ ...caller, arn, userId }, expiration)),
        [
          'AssumedRoleUser',
          [
            ['AssumedRoleId', userId],
            ['Arn', arn],
          ],
        ],
      ];
    },
  };
}
