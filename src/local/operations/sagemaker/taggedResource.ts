import { ServiceError } from '../../protocol/serviceError.ts';
import type { JobStore } from '../../store/jobs.ts';

/** The most tags a resource can have. */
export const resourceTagLimit = 50;

/** Refuses the ARN of a resource that is not there. */
export function checkResource(jobs: JobStore, arn: string): void {
  if (!jobs.hasArn(arn)) {
    throw new ServiceError('ValidationException', `The resource with ARN ${arn} does not exist.`);
  }
}
