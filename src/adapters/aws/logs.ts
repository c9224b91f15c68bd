import { DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { JobLogs, LogPage } from '../../core/ports/jobLogs.ts';
import { abortOption } from './abortOption.ts';
import { isNotFound } from './errors.ts';
import type { Session } from './session.ts';

/** Events per page. The largest page, 10,000, keeps the event loop busy too long at a time. */
const pageLimit = 4_000;
/** How AWS stores a carriage return inside of a message, such as that of a progress bar. */
const escapedReturn = /#015/gu;

export interface JobLogsOptions {
  readonly session: Session;
  /** True where carriage returns come as `#015`: on AWS. */
  readonly escapesReturns: boolean;
}

/** Job logs over CloudWatch Logs. */
export function createJobLogs({ session, escapesReturns }: JobLogsOptions): JobLogs {
  const unescaped = (message: string): string =>
    escapesReturns && message.includes('#015') ? message.replace(escapedReturn, '\r') : message;
  return {
    streams: (group, prefix, signal) =>
      session.send({ action: 'logs:DescribeLogStreams', resource: group }, async ({ logs }) => {
        const names: string[] = [];
        let nextToken: string | undefined;
        try {
          do {
            const page = await logs.send(
              new DescribeLogStreamsCommand({
                logGroupName: group,
                logStreamNamePrefix: prefix,
                ...(nextToken !== undefined && { nextToken }),
              }),
              abortOption(signal),
            );
            names.push(...(page.logStreams ?? []).flatMap((stream) => stream.logStreamName ?? []));
            nextToken = page.nextToken;
          } while (nextToken !== undefined);
        } catch (error) {
          if (!isNotFound(error)) throw error;
        }
        return names;
      }),
    events: (group, stream, token, signal) =>
      session.send({ action: 'logs:GetLogEvents', resource: stream }, async ({ logs }): Promise<LogPage> => {
        const command = new GetLogEventsCommand({
          logGroupName: group,
          logStreamName: stream,
          startFromHead: true,
          limit: pageLimit,
          ...(token !== undefined && token !== '' && { nextToken: token }),
        });
        try {
          const page = await logs.send(command, abortOption(signal));
          const events = (page.events ?? []).map(({ timestamp = 0, message = '' }) => ({
            timestamp,
            message: unescaped(message),
          }));
          return { events, nextToken: page.nextForwardToken ?? token ?? '' };
        } catch (error) {
          if (isNotFound(error)) return { events: [], nextToken: token ?? '' };
          throw error;
        }
      }),
  };
}
