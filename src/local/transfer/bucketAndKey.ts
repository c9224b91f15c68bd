import { JobError } from '../contracts/jobError.ts';

export interface S3Place {
  readonly bucket: string;
  /** May be empty. */
  readonly key: string;
}

/** Takes `s3://bucket/key` apart; also SageMaker's other form, `https://host/bucket/key`. */
export function bucketAndKey(uri: string): S3Place {
  const [, bucket, key = ''] = /^(?:s3:\/\/|https:\/\/[^/]+\/)([^/]+)\/?(.*)$/s.exec(uri) ?? [];
  if (bucket === undefined) throw new JobError(`ClientError: ${uri} is not an S3 URI.`);
  return { bucket, key };
}
