/** The one role that Local SageMaker has. Whoever may use Local may use it, so it says nothing about rights. */
export interface LocalRole {
  readonly name: string;
  readonly arn: string;
  /** As in AWS, `AROA…`. */
  readonly id: string;
  readonly created: Date;
}

export function localRole(accountId: string, created: Date): LocalRole {
  const name = 'LocalSageMaker';
  return { name, arn: `arn:aws:iam::${accountId}:role/${name}`, id: 'AROALOCALSAGEMAKER000', created };
}

/** The ARN of a session of a role, as STS has it: `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`, without the role's path. */
export function sessionArn(roleArn: string, session: string): string {
  const [, account = '', name = ''] = /^arn:[^:]*:iam::(\d*):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  return `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
}
