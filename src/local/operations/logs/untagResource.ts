import type { UntagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import type { TagStore } from '../../store/tags.ts';
import { checkGroupArn } from './tags.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export function untagResource(logs: LogStore, tags: TagStore): JsonOperation<UntagResourceRequest> {
  return {
    name: 'UntagResource',
    run({ resourceArn, tagKeys }, context) {
      tags.remove(checkGroupArn(logs, resourceArn, context), tagKeys);
      return {};
    },
  };
}
