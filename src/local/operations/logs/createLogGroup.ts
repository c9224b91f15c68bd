import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import { alreadyExists } from './findStream.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function createLogGroup(logs: LogStore): JsonOperation<CreateLogGroupRequest> {
  return {
    name: 'CreateLogGroup',
    run(request, { now }) {
      if (!logs.createGroup(request.logGroupName, now.getTime())) throw alreadyExists('group');
      return {};
    },
  };
}
