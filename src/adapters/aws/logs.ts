import { DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { JobLogs, LogPage } from '../../core/ports/jobLogs.ts';
import { abortOption } from './abortOption.ts';
import { isNotFound } from './errors.ts';
import type { Session } from './session.ts';

/** Job logs over CloudWatch Logs. */
export function createJobLogs(session: Session): JobLogs {
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
          ...(token !== undefined && token !== '' && { nextToken: token }),
        });
        try {
          const page = await logs.send(command, abortOption(signal));
          const events = (page.events ?? []).map(({ timestamp = 0, message = '' }) => ({ timestamp, message }));
          return { events, nextToken: page.nextForwardToken ?? token ?? '' };
        } catch (error) {
          if (isNotFound(error)) return { events: [], nextToken: token ?? '' };
          throw error;
        }
      }),
  };
}
