import type { LocalRole } from '../../credentials/role.ts';
import type { Xml } from '../../protocol/xml.ts';

/** Who may assume the role: SageMaker, as in the trust policy of every execution role, and the account itself. */
function trustPolicy(accountId: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com', AWS: `arn:aws:iam::${accountId}:root` },
        Action: 'sts:AssumeRole',
      },
    ],
  });
}

/** IAM's `Role`, whose policy document is percent-encoded: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
export function roleXml({ name, arn, id, created }: LocalRole, accountId: string): Xml[] {
  return [
    ['Path', '/'],
    ['RoleName', name],
    ['RoleId', id],
    ['Arn', arn],
    ['CreateDate', created.toISOString().replace(/\.\d+Z$/, 'Z')],
    ['AssumeRolePolicyDocument', encodeURIComponent(trustPolicy(accountId))],
    ['Description', 'The role of Local SageMaker, which may do all that it serves'],
    ['MaxSessionDuration', 43_200],
  ];
}
