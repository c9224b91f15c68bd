import type { CallContext } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { LogGroup, LogStore, LogStream } from '../../store/logs.ts';

/** How requests name a group: either member, or both when they agree. */
export interface GroupReference {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

export function findGroup(logs: LogStore, { logGroupName, logGroupIdentifier }: GroupReference): LogGroup {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw invalidParameter('Exactly one of logGroupName and logGroupIdentifier must be given.');
  }
  const group = logs.findGroup(logGroupName ?? groupNameOf(logGroupIdentifier ?? ''));
  if (group === undefined) throw notFound('group');
  return group;
}

/** The name in an identifier of a group, which is the name or an ARN. */
export function groupNameOf(identifier: string): string {
  return identifier.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '');
}

/** As operations on tags take it: without the `:*` at the end that stands for its streams. */
export function groupArn(name: string, { region, accountId }: CallContext): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}

export function findStream(logs: LogStore, group: GroupReference, name: string): LogStream {
  const stream = logs.findStream(findGroup(logs, group), name);
  if (stream === undefined) throw notFound('stream');
  return stream;
}

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}

export function alreadyExists(what: 'group' | 'stream'): ServiceError {
  return new ServiceError('ResourceAlreadyExistsException', `The specified log ${what} already exists`);
}

export function notFound(what: 'group' | 'stream'): ServiceError {
  return new ServiceError('ResourceNotFoundException', `The specified log ${what} does not exist.`);
}
