import type { DatabaseSync } from 'node:sqlite';
import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import { expireEvents } from '../../store/logRetention.ts';
import type { LogStore } from '../../store/logs.ts';
import { findGroup, invalidParameter } from './findStream.ts';

/** The numbers of days that AWS takes. Its model has them in words only. */
const periods = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922],
  ...[3288, 3653],
];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html. What has expired by it goes at once. */
export function putRetentionPolicy(database: DatabaseSync, logs: LogStore): JsonOperation<PutRetentionPolicyRequest> {
  return {
    name: 'PutRetentionPolicy',
    run(request, { now }) {
      const { retentionInDays: days } = request;
      const group = findGroup(logs, request);
      if (!periods.includes(days))
        throw invalidParameter(`Invalid retention period ${days}: it must be one of ${periods.join(', ')} days.`);
      logs.setRetention(group, days);
      expireEvents(database, now);
      return {};
    },
  };
}
