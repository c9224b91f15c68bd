import * as z from 'zod';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import { alreadyExists, findGroup } from './findStream.ts';
import { logGroupName, logStreamName } from './shapes.ts';

const input = z.object({ logGroupName, logStreamName });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export function createLogStream(logs: LogStore): JsonOperation<z.infer<typeof input>> {
  return {
    name: 'CreateLogStream',
    input,
    run(request, { now }) {
      if (!logs.createStream(findGroup(logs, request), request.logStreamName, now.getTime()))
        throw alreadyExists('stream');
      return {};
    },
  };
}
