import { ServiceError } from '../serviceError.ts';

/**
 * How values of a model's types are read from JSON. Each function throws a `SerializationException` for a value of another type, in
 * AWS's words, with the place beside them.
 */

export function objectAt(json: unknown, path: string): object {
  if (Array.isArray(json)) throw unreadable('Start of list found where not expected', path);
  if (typeof json === 'object' && json !== null) return json;
  throw unreadable('Unexpected field type', path);
}

export function listAt(json: unknown, path: string): readonly unknown[] {
  if (Array.isArray(json)) return json;
  if (typeof json === 'object') throw unreadable('Start of structure or map found where not expected.', path);
  throw unreadable(`Unrecognized collection type class java.lang.${javaName(json)}`, path);
}

export function scalarAt(type: string, json: unknown, path: string): unknown {
  if (Array.isArray(json)) throw unreadable('Start of list found where not expected', path);
  if (typeof json === 'object') throw unreadable('Start of structure or map found where not expected.', path);
  const read = scalars[type];
  if (read === undefined) throw new Error(`Values of type ${type} are not read`);
  const value = read.from(json);
  if (value === undefined) throw unreadable(`${jsonName(json)} can not be converted to ${read.to}`, path);
  return value;
}

/** How simple types are read from JSON; undefined is what can not be. */
const scalars: Readonly<Record<string, { to: string; from: (json: unknown) => unknown }>> = {
  string: { to: 'a String', from: (json) => (typeof json === 'string' ? json : undefined) },
  boolean: { to: 'a Boolean', from: (json) => (typeof json === 'boolean' ? json : undefined) },
  integer: { to: 'an Integer', from: (json) => (isInteger(json) && Math.abs(json) < 2 ** 31 ? json : undefined) },
  long: { to: 'a Long', from: (json) => (isInteger(json) ? json : undefined) },
  float: { to: 'a Float', from: (json) => (typeof json === 'number' ? json : undefined) },
  double: { to: 'a Double', from: (json) => (typeof json === 'number' ? json : undefined) },
  timestamp: {
    to: 'milliseconds since epoch',
    from: (json) => (typeof json === 'number' ? new Date(json * 1000) : undefined),
  },
  blob: {
    to: 'a ByteBuffer',
    from: (json) => (typeof json === 'string' && isBase64(json) ? Buffer.from(json, 'base64') : undefined),
  },
};

function isInteger(json: unknown): json is number {
  return Number.isSafeInteger(json);
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function unreadable(message: string, path: string): ServiceError {
  return new ServiceError('SerializationException', path === '' ? message : `${message} at '${path}'`);
}

/** As AWS's reader of JSON calls it. */
function jsonName(json: unknown): string {
  return typeof json === 'boolean' ? `${String(json).toUpperCase()}_VALUE` : `${(typeof json).toUpperCase()}_VALUE`;
}

function javaName(json: unknown): string {
  const name = typeof json;
  return name === 'number' ? 'Integer' : name.slice(0, 1).toUpperCase() + name.slice(1);
}
