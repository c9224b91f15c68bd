import type { DatabaseSync } from 'node:sqlite';
import type { ListProcessingJobsRequest, ListProcessingJobsResponse } from '@aws-sdk/client-sagemaker';
import type { JsonOperation } from '../../protocol/operation.ts';
import { inRegion } from '../../protocol/region.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { queryJobs } from '../../store/jobList.ts';
import { readPageToken, writePageToken } from '../../store/pageToken.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListProcessingJobs.html */
export function listProcessingJobs(database: DatabaseSync): JsonOperation<ListProcessingJobsRequest> {
  return {
    name: 'ListProcessingJobs',
    run({ MaxResults = 10, NextToken, ...given }, { region }): ListProcessingJobsResponse {
      const filters = { ...given, SortBy: given.SortBy ?? 'CreationTime', SortOrder: given.SortOrder ?? 'Ascending' };
      const after = NextToken === undefined ? undefined : readPageToken(NextToken, filters);
      if (NextToken !== undefined && after === undefined) {
        throw new ServiceError(
          'ValidationException',
          'Invalid NextToken: it was not made for these filters and this order.',
        );
      }
      const page = queryJobs(database, {
        kind: 'processing',
        sortBy: filters.SortBy,
        descending: filters.SortOrder === 'Descending',
        limit: MaxResults,
        nameContains: filters.NameContains,
        status: filters.StatusEquals,
        createdAfter: filters.CreationTimeAfter?.getTime(),
        createdBefore: filters.CreationTimeBefore?.getTime(),
        modifiedAfter: filters.LastModifiedTimeAfter?.getTime(),
        modifiedBefore: filters.LastModifiedTimeBefore?.getTime(),
        after,
      });
      return {
        ProcessingJobSummaries: page.jobs.map((job) => ({
          ProcessingJobName: job.ref.name,
          ProcessingJobArn: inRegion(job.ref.arn, region),
          CreationTime: job.created,
          ProcessingEndTime: job.ended,
          LastModifiedTime: job.modified,
          ProcessingJobStatus: job.status,
          FailureReason: job.failureReason,
          ExitMessage: job.exitMessage,
        })),
        NextToken: page.next === undefined ? undefined : writePageToken(filters, page.next),
      };
    },
  };
}
