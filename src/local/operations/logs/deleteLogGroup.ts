import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import type { TagStore } from '../../store/tags.ts';
import { findGroup, groupArn } from './findStream.ts';
import { tagMap } from './tags.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html. With its streams, events and tags. */
export function deleteLogGroup(logs: LogStore, tags: TagStore): JsonOperation<DeleteLogGroupRequest> {
  return {
    name: 'DeleteLogGroup',
    run(request, context) {
      const group = findGroup(logs, request);
      logs.deleteGroup(group);
      const arn = groupArn(group.name, context);
      tags.remove(arn, Object.keys(tagMap(tags, arn)));
      return {};
    },
  };
}
