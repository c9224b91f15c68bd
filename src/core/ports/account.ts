export interface Role {
  readonly arn: string;
  readonly name: string;
}

/** Who the connection is, and which roles it could use (STS and IAM). */
export interface Account {
  /** The twelve-digit account id. */
  accountId(signal?: AbortSignal): Promise<string>;
  /** The roles whose trust policy lets SageMaker assume them. */
  assumableRoles(signal?: AbortSignal): Promise<Role[]>;
}
