import type { CallContext } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { LogStore } from '../../store/logs.ts';
import type { StoredTag, TagStore } from '../../store/tags.ts';
import { groupArn, groupNameOf, notFound } from './findStream.ts';

/** The most tags a log group can have. */
export const groupTagLimit = 50;

/** CloudWatch Logs has tags as a map. */
export function toTags(map: Readonly<Record<string, string>> = {}): StoredTag[] {
  return Object.entries(map).map(([Key, Value]) => ({ Key, Value }));
}

export function tagMap(tags: TagStore, arn: string): Record<string, string> {
  return Object.fromEntries(tags.list(arn).map(({ Key, Value }) => [Key, Value]));
}

/** `TooManyTagsException` when the group would have more than it may; then nothing has changed. */
export function addGroupTags(tags: TagStore, arn: string, added: Readonly<Record<string, string>>): void {
  if (tags.add(arn, toTags(added), groupTagLimit)) return;
  const message = `The resource ${arn} can have at most ${groupTagLimit} tags.`;
  throw new ServiceError('TooManyTagsException', message, 400, { resourceName: arn });
}

/** The ARN that a request names, of a group that is there: `ResourceNotFoundException` for any other. */
export function checkGroupArn(logs: LogStore, arn: string, context: CallContext): string {
  const name = groupNameOf(arn);
  if (groupArn(name, context) !== arn || logs.findGroup(name) === undefined) throw notFound('group');
  return arn;
}
