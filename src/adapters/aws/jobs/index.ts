import { jobKindNames, type JobKind } from '../../../core/jobs/jobRef.ts';
import type { Jobs } from '../../../core/ports/jobs.ts';
import type { Session } from '../session.ts';
import type { JobsOfKind } from './jobsOfKind.ts';
import { createProcessingJobs } from './processing.ts';

/** Jobs of every kind over SageMaker's API. */
export function createJobs(session: Session): Jobs {
  const of: { readonly [K in JobKind]: JobsOfKind<K> } = {
    processing: createProcessingJobs(session),
  };
  return {
    kinds: jobKindNames,
    create: (request, signal) => of[request.kind].create(request, signal),
    describe: ({ kind, name }, signal) => of[kind].describe(name, signal),
    list: (kind, query, signal) => of[kind].list(query, signal),
    stop: ({ kind, name }, signal) => of[kind].stop(name, signal),
  };
}
