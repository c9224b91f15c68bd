import type { Violation } from './constraints.ts';

/** How most services tell what a request violates: `1 validation error detected: Value '…' at '…' failed to satisfy constraint: …`. */
export function violationText(violations: readonly Violation[]): string {
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
  const sentences = violations.map(({ path, value, constraint }) => {
    const shown = value === undefined ? 'null' : `'${javaText(value)}'`;
    return `Value ${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
  });
  return `${count} detected: ${sentences.join('; ')}`;
}

/** A value as Java writes it. */
function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}=${javaText(inner)}`)
    .join(', ')}}`;
}
