import type { DatabaseSync } from 'node:sqlite';
import type { JsonService } from '../../protocol/jsonProtocol.ts';
import { LogPages } from '../../store/logPages.ts';
import type { LogStore } from '../../store/logs.ts';
import { createLogGroup } from './createLogGroup.ts';
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
  return {
    targetPrefix: 'Logs_20140328',
    signingName: 'logs',
    model,
    invalid: (violations) => invalidParameter(violationText(violations)),
    operations: [
      createLogGroup(logs),
      createLogStream(logs),
      describeLogGroups(logs),
      describeLogStreams(logs),
      filterLogEvents(database, logs),
      getLogEvents(logs, new LogPages(database)),
      putLogEvents(database, logs),
    ],
  };
}
