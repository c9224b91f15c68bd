import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import { findGroup } from './findStream.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html. Events are kept for ever. */
export function deleteRetentionPolicy(logs: LogStore): JsonOperation<DeleteRetentionPolicyRequest> {
  return {
    name: 'DeleteRetentionPolicy',
    run(request) {
      logs.setRetention(findGroup(logs, request), undefined);
      return {};
    },
  };
}
