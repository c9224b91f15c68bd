import type { DescribeLogGroupsRequest, DescribeLogGroupsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Checked } from '../../protocol/model/serviceModel.ts';
import type { CallContext, JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import { readPageToken, writePageToken } from '../../store/pageToken.ts';
import { groupArn, invalidParameter, groupNameOf } from './findStream.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export function describeLogGroups(logs: LogStore): JsonOperation<DescribeLogGroupsRequest> {
  return {
    name: 'DescribeLogGroups',
    run({ limit = 50, nextToken: token, ...filters }, context): DescribeLogGroupsResponse {
      if (filters.logGroupNamePrefix !== undefined && filters.logGroupNamePattern !== undefined) {
        throw invalidParameter('logGroupNamePrefix and logGroupNamePattern exclude each other.');
      }
      if (
        filters.logGroupIdentifiers !== undefined &&
        (filters.logGroupNamePrefix ?? filters.logGroupNamePattern) !== undefined
      ) {
        throw invalidParameter('logGroupIdentifiers excludes logGroupNamePrefix and logGroupNamePattern.');
      }
      const cursor = token === undefined ? [''] : readPageToken(token, filters);
      if (cursor === undefined) throw invalidParameter('The specified nextToken is invalid.');
      const found = hasNone(filters, context)
        ? []
        : logs.groups({
            prefix: filters.logGroupNamePrefix ?? '',
            contains: filters.logGroupNamePattern ?? '',
            names: filters.logGroupIdentifiers?.map(groupNameOf),
            after: String(cursor[0]),
            limit: limit + 1,
          });
      const page = found.slice(0, limit);
      const last = page.at(-1)?.name ?? '';
      return {
        logGroups: page.map(({ name, created, retention }) => {
          const logGroupArn = groupArn(name, context);
          return {
            logGroupName: name,
            creationTime: created,
            arn: `${logGroupArn}:*`,
            logGroupArn,
            retentionInDays: retention,
            logGroupClass: 'STANDARD' as const,
            storedBytes: 0,
            metricFilterCount: 0,
          };
        }),
        nextToken: found.length > limit ? writePageToken(filters, [last]) : undefined,
      };
    },
  };
}

/** True for what no group of Local's is: of another class, or another account's. */
function hasNone(filters: Checked<DescribeLogGroupsRequest>, { accountId }: CallContext): boolean {
  const { logGroupClass = 'STANDARD', accountIdentifiers = [accountId] } = filters;
  return logGroupClass !== 'STANDARD' || !accountIdentifiers.includes(accountId);
}
