import type { z } from 'zod';
import { ServiceError } from './serviceError.ts';

type Issue = z.core.$ZodIssue;

/**
 * Parses a request's members. A violated constraint answers as AWS does ("1 validation error detected: Value '…' at '…' failed
 * to satisfy constraint: …"), a value of the wrong type as a SerializationException. `code` is the service's validation error.
 */
export function parseInput<Input>(schema: z.ZodType<Input>, value: unknown, code: string): Input {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const wrongType = issues.find((issue) => issue.code === 'invalid_type' && at(value, issue.path) !== undefined);
  if (wrongType?.code === 'invalid_type') {
    const found = typeName(at(value, wrongType.path));
    throw new ServiceError(
      'SerializationException',
      `${found} can not be converted to ${a(wrongType.expected)} at '${pathText(wrongType.path)}'`,
    );
  }
  const errors = issues.length === 1 ? '1 validation error' : `${issues.length} validation errors`;
  throw new ServiceError(code, `${errors} detected: ${issues.map((issue) => sentence(issue, value)).join('; ')}`);
}

function sentence(issue: Issue, input: unknown): string {
  const value = at(input, issue.path);
  const shown = value === undefined ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
  return `Value ${shown} at '${pathText(issue.path)}' failed to satisfy constraint: ${constraint(issue, value)}`;
}

function constraint(issue: Issue, value: unknown): string {
  if (value === undefined) return 'Member must not be null';
  if (issue.code === 'too_small') {
    return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
  }
  if (issue.code === 'too_big')
    return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
  if (issue.code === 'invalid_value')
    return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
  if (issue.code === 'invalid_format' && issue.pattern !== undefined) {
    return `Member must satisfy regular expression pattern: ${issue.pattern.replace(/^\/(.*)\/[a-z]*$/s, '$1')}`;
  }
  return issue.message;
}

function measure(origin: string): string {
  return origin === 'number' || origin === 'int' || origin === 'bigint' || origin === 'date' ? 'value' : 'length';
}

/** `ProcessingInputs[0].InputName` is `processingInputs.1.member.inputName` in AWS's messages. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) =>
      typeof part === 'number' ? `${part + 1}.member` : String(part).replace(/^[A-Z]/, (first) => first.toLowerCase()),
    )
    .join('.');
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'LIST_VALUE';
  return `${typeof value === 'object' ? 'STRUCTURE' : (typeof value).toUpperCase()}_VALUE`;
}

function a(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
