/** A profile of the user's AWS configuration files: its name and region. Nothing secret is read out of them. */
export interface AwsProfile {
  readonly name: string;
  readonly region: string | undefined;
}

export interface AwsProfiles {
  /** In name order, `default` first. Empty when there are no configuration files. */
  list(): Promise<AwsProfile[]>;
}
