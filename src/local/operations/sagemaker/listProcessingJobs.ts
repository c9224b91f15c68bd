import type { DatabaseSync } from 'node:sqlite';
import type { ListProcessingJobsResponse } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { listJobs } from '../../store/jobList.ts';
import { readPageToken, writePageToken } from '../../store/pageToken.ts';
import { nextToken, timestamp } from './shapes.ts';

const input = z.object({
  CreationTimeAfter: timestamp.optional(),
  CreationTimeBefore: timestamp.optional(),
  LastModifiedTimeAfter: timestamp.optional(),
  LastModifiedTimeBefore: timestamp.optional(),
  NameContains: z.string().optional(),
  StatusEquals: z.enum(['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped']).optional(),
  SortBy: z.enum(['Name', 'CreationTime', 'Status']).default('CreationTime'),
  SortOrder: z.enum(['Ascending', 'Descending']).default('Ascending'),
  MaxResults: z.int().min(1).max(100).default(10),
  NextToken: nextToken.optional(),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListProcessingJobs.html */
export function listProcessingJobs(database: DatabaseSync): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'ListProcessingJobs',
    input,
    run({ MaxResults, NextToken, ...filters }): ListProcessingJobsResponse {
      const after = NextToken === undefined ? undefined : readPageToken(NextToken, filters);
      if (NextToken !== undefined && after === undefined) {
        throw new ServiceError(
          'ValidationException',
          'Invalid NextToken: it was not made for these filters and this order.',
        );
      }
      const page = listJobs(database, {
        sortBy: filters.SortBy,
        descending: filters.SortOrder === 'Descending',
        limit: MaxResults,
        nameContains: filters.NameContains,
        status: filters.StatusEquals,
        createdAfter: milliseconds(filters.CreationTimeAfter),
        createdBefore: milliseconds(filters.CreationTimeBefore),
        modifiedAfter: milliseconds(filters.LastModifiedTimeAfter),
        modifiedBefore: milliseconds(filters.LastModifiedTimeBefore),
        after,
      });
      return {
        ProcessingJobSummaries: page.jobs,
        NextToken: page.next === undefined ? undefined : writePageToken(filters, page.next),
      };
    },
  };
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
