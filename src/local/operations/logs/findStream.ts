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
  const name =
    logGroupName ?? logGroupIdentifier?.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '');
  const group = logs.findGroup(name ?? '');
  if (group === undefined) throw notFound('group');
  return group;
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

function notFound(what: 'group' | 'stream'): ServiceError {
  return new ServiceError('ResourceNotFoundException', `The specified log ${what} does not exist.`);
}
