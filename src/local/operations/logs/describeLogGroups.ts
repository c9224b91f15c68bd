import type { DescribeLogGroupsRequest, DescribeLogGroupsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import { readPageToken, writePageToken } from '../../store/pageToken.ts';
import { invalidParameter } from './findStream.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export function describeLogGroups(logs: LogStore): JsonOperation<DescribeLogGroupsRequest> {
  return {
    name: 'DescribeLogGroups',
    run({ limit = 50, nextToken: token, ...filters }, { region, accountId }): DescribeLogGroupsResponse {
      if (filters.logGroupNamePrefix !== undefined && filters.logGroupNamePattern !== undefined) {
        throw invalidParameter('logGroupNamePrefix and logGroupNamePattern exclude each other.');
      }
      const cursor = token === undefined ? [''] : readPageToken(token, filters);
      if (cursor === undefined) throw invalidParameter('The specified nextToken is invalid.');
      const found = logs.groups({
        prefix: filters.logGroupNamePrefix ?? '',
        contains: filters.logGroupNamePattern ?? '',
        after: String(cursor[0]),
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const last = page.at(-1)?.name ?? '';
      return {
        logGroups: page.map(({ name, created }) => {
          const logGroupArn = `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
          return {
            logGroupName: name,
            creationTime: created,
            arn: `${logGroupArn}:*`,
            logGroupArn,
            storedBytes: 0,
            metricFilterCount: 0,
          };
        }),
        nextToken: found.length > limit ? writePageToken(filters, [last]) : undefined,
      };
    },
  };
}
