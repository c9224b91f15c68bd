import type { Announcement } from '../../adapters/process/announcement.ts';

/** One line of JSON, for programs. */
export function asJson(announcement: Announcement): string {
  const { endpoint, region, accessKeyId, secretAccessKey, accountId, roleArn, bucket } = announcement;
  return JSON.stringify({ endpoint, region, accessKeyId, secretAccessKey, accountId, roleArn, bucket });
}

/** Shell exports that make any AWS client talk to this server, for people to copy. */
export function asShellExports(announcement: Announcement): string {
  const { endpoint, region, accessKeyId, secretAccessKey, roleArn, bucket } = announcement;
  return `Local SageMaker listens on ${endpoint}. In another terminal:

export AWS_ENDPOINT_URL='${endpoint}'
export AWS_ACCESS_KEY_ID='${accessKeyId}'
export AWS_SECRET_ACCESS_KEY='${secretAccessKey}'
export AWS_DEFAULT_REGION='${region}'
export AWS_REGION='${region}'
unset AWS_PROFILE AWS_SESSION_TOKEN

Role:   ${roleArn}
Bucket: ${bucket}

A client that does not read AWS_ENDPOINT_URL (the AWS CLI before 2.13, boto3 before 1.28) takes the endpoint as an argument:
  aws --endpoint-url '${endpoint}' sagemaker list-processing-jobs

Ctrl-C ends it, and every job that it runs; jobs that wait run at its next start.`;
}
