import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import { alreadyExists, findGroup } from './findStream.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export function createLogStream(logs: LogStore): JsonOperation<CreateLogStreamRequest> {
  return {
    name: 'CreateLogStream',
    run(request, { now }) {
      if (!logs.createStream(findGroup(logs, request), request.logStreamName, now.getTime()))
        throw alreadyExists('stream');
      return {};
    },
  };
}
