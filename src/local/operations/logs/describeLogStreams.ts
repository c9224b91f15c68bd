import type { DescribeLogStreamsResponse } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import { readPageToken, writePageToken } from '../../store/pageToken.ts';
import { findGroup, invalidParameter } from './findStream.ts';
import { logGroupIdentifier, logGroupName, logStreamName, nextToken } from './shapes.ts';

const input = z.object({
  logGroupName: logGroupName.optional(),
  logGroupIdentifier: logGroupIdentifier.optional(),
  logStreamNamePrefix: logStreamName.optional(),
  orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
  descending: z.boolean().default(false),
  limit: z.int().min(1).max(50).default(50),
  nextToken: nextToken.optional(),
});

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export function describeLogStreams(logs: LogStore): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'DescribeLogStreams',
    input,
    run({ limit, nextToken: token, ...filters }, { region, accountId }): DescribeLogStreamsResponse {
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
