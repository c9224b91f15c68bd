import type { DatabaseSync } from 'node:sqlite';
import type { JsonService } from '../../protocol/jsonProtocol.ts';
import { LogPages } from '../../store/logPages.ts';
import type { LogStore } from '../../store/logs.ts';
import { createLogGroup } from './createLogGroup.ts';
import { TagStore } from '../../store/tags.ts';
import { deleteLogGroup } from './deleteLogGroup.ts';
import { deleteLogStream } from './deleteLogStream.ts';
import { deleteRetentionPolicy } from './deleteRetentionPolicy.ts';
import { listTagsForResource } from './listTagsForResource.ts';
import { listTagsLogGroup, tagLogGroup, untagLogGroup } from './logGroupTags.ts';
import { putRetentionPolicy } from './putRetentionPolicy.ts';
import { tagResource } from './tagResource.ts';
import { untagResource } from './untagResource.ts';
import { createLogStream } from './createLogStream.ts';
import { describeLogGroups } from './describeLogGroups.ts';
import { describeLogStreams } from './describeLogStreams.ts';
import { filterLogEvents } from './filterLogEvents.ts';
import model from './model.json' with { type: 'json' };
import { violationText } from '../../protocol/model/violationText.ts';
import { invalidParameter } from './findStream.ts';
import { getLogEvents } from './getLogEvents.ts';
import { putLogEvents } from './putLogEvents.ts';

/** CloudWatch Logs, as far as Local SageMaker serves it. */
export function logsService(database: DatabaseSync, logs: LogStore): JsonService {
  const tags = new TagStore(database);
  return {
    targetPrefix: 'Logs_20140328',
    signingName: 'logs',
    model,
    invalid: (violations) => invalidParameter(violationText(violations)),
    operations: [
      createLogGroup(logs, tags),
      createLogStream(logs),
      describeLogGroups(logs),
      describeLogStreams(logs),
      filterLogEvents(database, logs),
      getLogEvents(logs, new LogPages(database)),
      putLogEvents(database, logs),
      deleteLogGroup(logs, tags),
      deleteLogStream(logs),
      putRetentionPolicy(database, logs),
      deleteRetentionPolicy(logs),
      tagResource(logs, tags),
      untagResource(logs, tags),
      listTagsForResource(logs, tags),
      tagLogGroup(logs, tags),
      untagLogGroup(logs, tags),
      listTagsLogGroup(logs, tags),
    ],
  };
}
