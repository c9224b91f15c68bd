/** Tags of SageMaker's resources, by their ARN: jobs of every kind and whatever else has tags. */
export interface Tags {
  /** By key. */
  list(arn: string, signal?: AbortSignal): Promise<Record<string, string>>;
  /** Adds tags, or gives them a new value. */
  add(arn: string, tags: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void>;
  remove(arn: string, keys: readonly string[], signal?: AbortSignal): Promise<void>;
}
