import type { JobRef } from '../../core/jobs/jobRef.ts';
import type { KeyRing, SessionKeys } from './keyRing.ts';
import { sessionArn } from './role.ts';

/**
 * The keys that a job is given: a session of its role, as on SageMaker, that ends with the job; and the region that it was made in. Those of a
 * container start only what runs in images: an image may be a stranger's, and sees nothing of this machine but by what it starts.
 */
export function jobKeys(
  keyRing: KeyRing,
  job: JobRef,
  role: string,
  isInImage: boolean,
): SessionKeys & { readonly region: string } {
  const session = 'SageMaker';
  const [, , , region = ''] = job.arn.split(':');
  const caller = {
    arn: sessionArn(role, session),
    userId: `AROAJOBSOFLOCAL000000:${session}`,
    isSession: true,
    imagesOnly: isInImage,
    job: job.arn,
  };
  return { ...keyRing.issue(caller, undefined), region };
}
