import type { JobKind } from '../../core/jobs/jobRef.ts';
import type { JobContract } from './contract.ts';
import { processingContract } from './processing/contract.ts';
import type { AcceptedProcessingRequest } from './processing/request.ts';

/** The request of a job, by its kind. */
export interface JobRequests {
  readonly processing: AcceptedProcessingRequest;
}

export type JobContracts = { readonly [Kind in JobKind]: JobContract<JobRequests[Kind]> };

/** The kinds of jobs that Local SageMaker runs. */
export const jobContracts: JobContracts = { processing: processingContract };
