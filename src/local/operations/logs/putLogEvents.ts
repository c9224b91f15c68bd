import type { DatabaseSync } from 'node:sqlite';
import type { PutLogEventsRequest, PutLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import { transaction } from '../../store/database.ts';
import { eventOverhead, LogBatch } from '../../store/logBatch.ts';
import type { LogStore } from '../../store/logs.ts';
import { findGroup, findStream, invalidParameter } from './findStream.ts';

const day = 24 * 60 * 60 * 1000;
const oldest = 14 * day;
const newest = 2 * 60 * 60 * 1000;
const largestEvent = 256 * 1024;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html. The sequence token is ignored, as by AWS. */
export function putLogEvents(database: DatabaseSync, logs: LogStore): JsonOperation<PutLogEventsRequest> {
  return {
    name: 'PutLogEvents',
    run({ logEvents, entity, ...names }, context): PutLogEventsResponse {
      const now = context.now.getTime();
      const { retention } = findGroup(logs, names);
      const stream = findStream(logs, names, names.logStreamName);
      const times = logEvents.map(({ timestamp }) => timestamp);
      if (times.some((value, index) => value < (times[index - 1] ?? 0))) {
        throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
      }
      if ((times.at(-1) ?? 0) - (times[0] ?? 0) > day) {
        throw invalidParameter(
          'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
        );
      }
      const batch = new LogBatch(now);
      const tooOld = times.filter((value) => value < now - oldest).length;
      const expired = times.filter((value) => value < now - (retention ?? Infinity) * day).length;
      const tooNew = times.findIndex((value) => value > now + newest);
      for (const { timestamp, message } of logEvents.slice(
        Math.max(tooOld, expired),
        tooNew === -1 ? undefined : tooNew,
      )) {
        const bytes = Buffer.byteLength(message);
        if (bytes + eventOverhead > largestEvent)
          throw invalidParameter(
            `Log event too large: ${bytes + eventOverhead} bytes exceeds limit of ${largestEvent}`,
          );
        if (!batch.fits(bytes)) throw invalidParameter('Upload too large: a batch can have 1048576 bytes at most');
        batch.add(timestamp, message, bytes);
      }
      if (batch.events > 0) {
        transaction(database, () => {
          logs.append(stream.id, batch);
        });
      }
      const rejected = {
        ...(expired > 0 && { expiredLogEventEndIndex: expired }),
        ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
        ...(tooNew !== -1 && { tooNewLogEventStartIndex: tooNew }),
      };
      return {
        nextSequenceToken: String(stream.events + batch.events),
        rejectedLogEventsInfo: Object.keys(rejected).length > 0 ? rejected : undefined,
        // Nothing is kept of it here, and a client may count on that.
        rejectedEntityInfo: entity && { errorType: 'UnsupportedLogGroupType' },
      };
    },
  };
}
