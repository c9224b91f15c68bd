import type { DatabaseSync } from 'node:sqlite';
import type { JobQueue } from '../../jobs/jobQueue.ts';
import type { JsonService } from '../../protocol/jsonProtocol.ts';
import type { JobStore } from '../../store/jobs.ts';
import { TagStore } from '../../store/tags.ts';
import { addTags } from './addTags.ts';
import { createProcessingJob } from './createProcessingJob.ts';
import { deleteTags } from './deleteTags.ts';
import { describeProcessingJob } from './describeProcessingJob.ts';
import { listProcessingJobs } from './listProcessingJobs.ts';
import { listTags } from './listTags.ts';
import model from './model.json' with { type: 'json' };
import { stopProcessingJob } from './stopProcessingJob.ts';

/** SageMaker's control plane, as far as Local SageMaker serves it. */
export function sageMakerService(database: DatabaseSync, jobs: JobStore, queue: JobQueue): JsonService {
  const tags = new TagStore(database);
  return {
    targetPrefix: 'SageMaker',
    signingName: 'sagemaker',
    model,
    operations: [
      addTags(jobs, tags),
      createProcessingJob(jobs, queue),
      deleteTags(jobs, tags),
      describeProcessingJob(jobs),
      listProcessingJobs(database),
      listTags(jobs, tags),
      stopProcessingJob(jobs, queue),
    ],
  };
}
