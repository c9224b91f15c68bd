import type { ListProcessingJobsRequest, ProcessingJobStatus, ProcessingJobSummary } from '@aws-sdk/client-sagemaker';
import type { Backend } from '../core/ports/backend.ts';

export interface JobFilter {
  /** A part of the name. */
  readonly text?: string;
  readonly status?: ProcessingJobStatus;
}

export interface ListJobsOptions {
  readonly backend: Backend;
  readonly filter?: JobFilter;
  /** Jobs per page: 1 to 100; 50 when absent. */
  readonly pageSize?: number;
  readonly nextToken?: string;
  readonly signal?: AbortSignal;
}

export interface JobPage {
  readonly jobs: readonly ProcessingJobSummary[];
  /** Give it back for the page that follows; undefined on the last one. */
  readonly nextToken: string | undefined;
}

/** One page of jobs, newest first. */
export async function listJobs(options: ListJobsOptions): Promise<JobPage> {
  const { backend, filter = {}, pageSize = 50, nextToken, signal } = options;
  const request: ListProcessingJobsRequest = { SortBy: 'CreationTime', SortOrder: 'Descending', MaxResults: pageSize };
  if (filter.text) request.NameContains = filter.text;
  if (filter.status) request.StatusEquals = filter.status;
  if (nextToken) request.NextToken = nextToken;
  const page = await backend.jobs.list(request, signal);
  return { jobs: page.ProcessingJobSummaries ?? [], nextToken: page.NextToken };
}
