import type { DescribeLogStreamsRequest, DescribeLogStreamsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import { readPageToken, writePageToken } from '../../store/pageToken.ts';
import { findGroup, invalidParameter } from './findStream.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export function describeLogStreams(logs: LogStore): JsonOperation<DescribeLogStreamsRequest> {
  return {
    name: 'DescribeLogStreams',
    run({ limit = 50, nextToken: token, ...given }, { region, accountId }): DescribeLogStreamsResponse {
      const filters = { ...given, orderBy: given.orderBy ?? 'LogStreamName', descending: given.descending ?? false };
      const group = findGroup(logs, filters);
      const { orderBy, descending, logStreamNamePrefix: prefix = '' } = filters;
      if (orderBy === 'LastEventTime' && prefix !== '') {
        throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
      }
      const cursor = token === undefined ? undefined : readPageToken(token, filters);
      const [value, name] = cursor ?? [];
      if (token !== undefined && value === undefined) throw invalidParameter('The specified nextToken is invalid.');
      const after = value === undefined ? undefined : ([value, String(name)] as const);
      const found = logs.streams(group, { prefix, orderBy, descending, limit: limit + 1, after });
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      const next = last && ([orderBy === 'LogStreamName' ? last.name : (last.lastEvent ?? 0), last.name] as const);
      return {
        logStreams: page.map((stream) => ({
          logStreamName: stream.name,
          creationTime: stream.created,
          firstEventTimestamp: stream.firstEvent,
          lastEventTimestamp: stream.lastEvent,
          lastIngestionTime: stream.lastIngestion,
          uploadSequenceToken: String(stream.events),
          arn: `arn:aws:logs:${region}:${accountId}:log-group:${group.name}:log-stream:${stream.name}`,
          storedBytes: 0,
        })),
        nextToken: next && writePageToken(filters, next),
      };
    },
  };
}
