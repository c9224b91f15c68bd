import type { DatabaseSync } from 'node:sqlite';
import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import { pageEvents } from '../../store/logBatch.ts';
import type { LogStore } from '../../store/logs.ts';
import { searchEvents } from '../../store/logSearch.ts';
import { readPageToken, writePageToken } from '../../store/pageToken.ts';
import { parseFilterPattern } from './filterPattern.ts';
import { findGroup, invalidParameter } from './findStream.ts';

const place = z.tuple([z.number(), z.number(), z.number()]);

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function filterLogEvents(database: DatabaseSync, logs: LogStore): JsonOperation<FilterLogEventsRequest> {
  return {
    name: 'FilterLogEvents',
    run({ limit = pageEvents, nextToken: token, ...filters }): FilterLogEventsResponse {
      const group = findGroup(logs, filters);
      if (filters.logStreamNames !== undefined && filters.logStreamNamePrefix !== undefined) {
        throw invalidParameter('logStreamNames and logStreamNamePrefix exclude each other.');
      }
      const after = token === undefined ? undefined : place.safeParse(readPageToken(token, filters)).data;
      if (token !== undefined && after === undefined) throw invalidParameter('The specified nextToken is invalid.');
      const page = searchEvents(database, {
        groupId: group.id,
        streams: filters.logStreamNames,
        prefix: filters.logStreamNamePrefix,
        startTime: filters.startTime ?? 0,
        endTime: filters.endTime ?? Number.MAX_SAFE_INTEGER,
        limit,
        matches: parseFilterPattern(filters.filterPattern ?? ''),
        after,
      });
      return {
        events: page.events,
        searchedLogStreams: [],
        nextToken: page.next === undefined ? undefined : writePageToken(filters, page.next),
      };
    },
  };
}
