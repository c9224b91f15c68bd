/* eslint-disable @typescript-eslint/no-deprecated -- AWS serves them still, and older programs call them */
import type {
  ListTagsLogGroupRequest,
  ListTagsLogGroupResponse,
  TagLogGroupRequest,
  UntagLogGroupRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { LogStore } from '../../store/logs.ts';
import type { TagStore } from '../../store/tags.ts';
import { findGroup, groupArn, invalidParameter } from './findStream.ts';
import { addGroupTags, tagMap } from './tags.ts';

/** The older three operations on tags, which name a group by its name. */

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html */
export function tagLogGroup(logs: LogStore, tags: TagStore): JsonOperation<TagLogGroupRequest> {
  return {
    name: 'TagLogGroup',
    run(request, context) {
      try {
        addGroupTags(tags, groupArn(findGroup(logs, request).name, context), request.tags);
      } catch (error) {
        // This operation knows no error of its own for it.
        if (error instanceof ServiceError && error.code === 'TooManyTagsException')
          throw invalidParameter(error.message);
        throw error;
      }
      return {};
    },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html */
export function untagLogGroup(logs: LogStore, tags: TagStore): JsonOperation<UntagLogGroupRequest> {
  return {
    name: 'UntagLogGroup',
    run(request, context) {
      tags.remove(groupArn(findGroup(logs, request).name, context), request.tags);
      return {};
    },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html */
export function listTagsLogGroup(logs: LogStore, tags: TagStore): JsonOperation<ListTagsLogGroupRequest> {
  return {
    name: 'ListTagsLogGroup',
    run(request, context): ListTagsLogGroupResponse {
      return { tags: tagMap(tags, groupArn(findGroup(logs, request).name, context)) };
    },
  };
}
