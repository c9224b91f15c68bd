import type { GetLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { PreparedJson, type JsonOperation } from '../../protocol/operation.ts';
import { pageEvents } from '../../store/logBatch.ts';
import type { LogPages, PageQuery } from '../../store/logPages.ts';
import type { LogStore } from '../../store/logs.ts';
import { findStream, invalidParameter } from './findStream.ts';

/**
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html. At an end of the stream the token
 * that was given comes back: forwards it stays good for what is written later.
 */
export function getLogEvents(logs: LogStore, pages: LogPages): JsonOperation<GetLogEventsRequest> {
  return {
    name: 'GetLogEvents',
    run(request) {
      const stream = findStream(logs, request, request.logStreamName);
      const { limit = pageEvents, startTime, endTime } = request;
      const page = pages.read(stream.id, { ...place(request, stream.events), limit, startTime, endTime });
      const tokens = { nextForwardToken: writeToken('f', page.end), nextBackwardToken: writeToken('b', page.start) };
      return new PreparedJson(`{"events":${page.json},${JSON.stringify(tokens).slice(1)}`);
    },
  };
}

function place(
  { nextToken: token, startFromHead }: Pick<GetLogEventsRequest, 'nextToken' | 'startFromHead'>,
  end: number,
): Pick<PageQuery, 'position' | 'direction'> {
  if (token === undefined) {
    return startFromHead === true ? { position: 0, direction: 'forward' } : { position: end, direction: 'backward' };
  }
  const [, direction, position] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (position === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return { position: Math.min(Number(position), end), direction: direction === 'f' ? 'forward' : 'backward' };
}

/** AWS's tokens are 56 digits. */
function writeToken(direction: 'f' | 'b', position: number): string {
  return `${direction}/${String(position).padStart(56, '0')}/s`;
}
