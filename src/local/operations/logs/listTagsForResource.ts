import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import type { TagStore } from '../../store/tags.ts';
import { checkGroupArn, tagMap } from './tags.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(logs: LogStore, tags: TagStore): JsonOperation<ListTagsForResourceRequest> {
  return {
    name: 'ListTagsForResource',
    run({ resourceArn }, context): ListTagsForResourceResponse {
      return { tags: tagMap(tags, checkGroupArn(logs, resourceArn, context)) };
    },
  };
}
