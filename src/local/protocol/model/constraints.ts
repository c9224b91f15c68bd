import { javaPattern } from './javaPattern.ts';
import type { Shape } from './serviceModel.ts';

/** What a member violates, in AWS's words. */
export interface Violation {
  /** Such as `processingInputs.1.member.inputName`. */
  readonly path: string;
  readonly value: unknown;
  /** Such as `Member must have length less than or equal to 63`. */
  readonly constraint: string;
}

export const mustNotBeNull = 'Member must not be null';

/** Checks single values, texts' patterns compiled once. */
export class Constraints {
  readonly #patterns = new Map<string, RegExp>();

  /** Those of a string, a number, or of the size of a list or a map, that `value` violates: in the order of AWS. */
  violated(shape: Shape, value: unknown): string[] {
    return this.#all(shape)
      .filter(([, holds]) => !holds(value))
      .map(([text]) => text);
  }

  /** All of them, met or not, as AWS tells them of a list's or map's elements. */
  told(shape: Shape): string {
    return `[${[...this.#all(shape).map(([text]) => text), mustNotBeNull].join(', ')}]`;
  }

  #all({ type, min, max, enum: values, pattern }: Shape): [text: string, holds: (value: unknown) => boolean][] {
    const measure = ['integer', 'long', 'float', 'double'].includes(type) ? 'value' : 'length';
    const all: [string, (value: unknown) => boolean][] = [];
    if (max !== undefined)
      all.push([`Member must have ${measure} less than or equal to ${max}`, (value) => size(value) <= max]);
    if (min !== undefined)
      all.push([`Member must have ${measure} greater than or equal to ${min}`, (value) => size(value) >= min]);
    if (values !== undefined)
      all.push([
        `Member must satisfy enum value set: [${values.join(', ')}]`,
        (value) => values.includes(String(value)),
      ]);
    if (pattern !== undefined)
      all.push([
        `Member must satisfy regular expression pattern: ${pattern}`,
        (value) => this.#compiled(pattern).test(String(value)),
      ]);
    return all;
  }

  #compiled(pattern: string): RegExp {
    const known = this.#patterns.get(pattern) ?? javaPattern(pattern);
    this.#patterns.set(pattern, known);
    return known;
  }
}

/** A number itself; the characters of a text, as Java counts them; the elements of a list or map. */
function size(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}
