/** Who signed a request, and what these keys may do. */
export interface Caller {
  /** As STS's GetCallerIdentity answers it: the account's root, or a session of a role. */
  readonly arn: string;
  readonly userId: string;
  /** False for the keys of the account itself, true for those that STS or Local made from them. */
  readonly isSession: boolean;
  /** True for the keys of a container, and for those made with them: they start only what runs in images, never what reads this machine. */
  readonly imagesOnly: boolean;
  /** The job that the keys were made for; they end with it. */
  readonly job?: string;
}

/** The owner of the state folder: who has the keys that are kept there. */
export function rootCaller(accountId: string): Caller {
  return { arn: `arn:aws:iam::${accountId}:root`, userId: accountId, isSession: false, imagesOnly: false };
}
