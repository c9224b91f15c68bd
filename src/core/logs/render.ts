import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';

/** What stands above a job's log in a terminal: job, instance, image, link. ANSI, lines end in `\r\n`. */
export function logHeader(_job: DescribeProcessingJobResponse, _consoleUrl: string | undefined): string {
  Object([_job, _consoleUrl]);
  throw new Error('not built yet');
}

/** What stands below it: status, duration, reason. ANSI, lines end in `\r\n`. */
export function logFooter(_job: DescribeProcessingJobResponse): string {
  Object(_job);
  throw new Error('not built yet');
}
