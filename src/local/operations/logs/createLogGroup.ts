import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import { alreadyExists } from './findStream.ts';
import { logGroupName } from './shapes.ts';

const input = z.object({ logGroupName });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function createLogGroup(logs: LogStore): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'CreateLogGroup',
    input,
    run(request, { now }) {
      if (!logs.createGroup(request.logGroupName, now.getTime())) throw alreadyExists('group');
      return {};
    },
  };
}
