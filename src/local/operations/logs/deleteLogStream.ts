import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import { findStream } from './findStream.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html. With its events. */
export function deleteLogStream(logs: LogStore): JsonOperation<DeleteLogStreamRequest> {
  return {
    name: 'DeleteLogStream',
    run(request) {
      logs.deleteStream(findStream(logs, request, request.logStreamName));
      return {};
    },
  };
}
