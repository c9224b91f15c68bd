/** Local SageMaker: the embedded server on this machine. */
export interface LocalConnection {
  readonly kind: 'local';
}

/** An AWS account, seen through a profile of the user's own AWS configuration. Holds no secret. */
export interface AwsConnection {
  readonly kind: 'aws';
  readonly profile: string;
  readonly region: string;
  /** ARN of the execution role that SageMaker assumes; asked for when a run needs it. */
  readonly roleArn?: string;
  /** Bucket for code and outputs; SageMaker's default (`sagemaker-<region>-<account>`) when absent. */
  readonly bucket?: string;
}

export type Connection = LocalConnection | AwsConnection;

/** A connection in a line of a log. */
export function connectionText(connection: Connection): string {
  return connection.kind === 'local' ? 'Local' : `AWS, profile ${connection.profile}, ${connection.region}`;
}
