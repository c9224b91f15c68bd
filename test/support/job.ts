import type { Job } from '../../src/core/jobs/job.ts';
import { JobRef, type JobKind } from '../../src/core/jobs/jobRef.ts';

/** A kind that there is not yet: what holds for two kinds holds for every one that comes. */
export const secondKind = 'training' as JobKind;

/** A job as SageMaker would tell of it: completed, of one instance, without data. */
export function aJob(name: string, changes: Partial<Job> = {}, kind: JobKind = 'processing'): Job {
  return {
    ref: new JobRef(kind, name, `arn:aws:sagemaker:us-east-1:000000000000:${kind}-job/${name}`),
    status: 'Completed',
    created: new Date(0),
    modified: new Date(0),
    started: new Date(0),
    ended: new Date(0),
    failureReason: undefined,
    exitMessage: undefined,
    image: 'local/host',
    instances: { type: 'ml.m5.xlarge', count: 1, volumeSize: 30 },
    script: undefined,
    arguments: [],
    environment: {},
    maxRuntime: undefined,
    networkIsolation: false,
    inputs: [],
    outputs: [],
    log: { group: '/aws/sagemaker/ProcessingJobs', streamPrefix: `${name}/` },
    unsupported: [],
    ...changes,
  };
}
