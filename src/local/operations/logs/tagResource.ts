import type { TagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import type { TagStore } from '../../store/tags.ts';
import { addGroupTags, checkGroupArn } from './tags.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html. Log groups are what has tags here. */
export function tagResource(logs: LogStore, tags: TagStore): JsonOperation<TagResourceRequest> {
  return {
    name: 'TagResource',
    run({ resourceArn, tags: added }, context) {
      addGroupTags(tags, checkGroupArn(logs, resourceArn, context), added);
      return {};
    },
  };
}
