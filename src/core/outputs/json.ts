/** A number that JavaScript's own would show otherwise than it is written: longer than they hold, `1e400`, `0.10`, or NaN. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An object with its members as they are written: JavaScript's own put those that are called like numbers first. */
export class JsonObject {
  readonly entries: readonly (readonly [key: string, value: JsonValue])[];

  constructor(entries: readonly (readonly [key: string, value: JsonValue])[]) {
    this.entries = entries;
  }
}

export type JsonValue = string | number | boolean | null | JsonNumber | JsonObject | readonly JsonValue[];

export interface ParsedJson {
  readonly value: JsonValue;
  /** False where NaN or Infinity stand, which Python and R write and JSON does not have. */
  readonly isStrict: boolean;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null|NaN|-?Infinity/y;
const space = /[ \t\r\n]*/y;
const words = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads JSON, and what Python's json.dump makes of numbers that are none, so that each value can be shown as it is written. Throws a
 * SyntaxError for anything else, and a RangeError for what is nested too deeply. The library that keeps numbers, lossless-json, neither keeps
 * the order of members nor takes NaN.
 */
export function parseJson(text: string): ParsedJson {
  let at = 0;
  let isStrict = true;

  const fail = (): never => {
    throw new SyntaxError(`no JSON at ${at}`);
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) at += found.length;
    return found;
  };
  /** Passes over a character, and blanks around it, if it is what comes next. */
  const take = (character: string): boolean => {
    match(space);
    if (text[at] !== character) return false;
    at++;
    match(space);
    return true;
  };
  const string = (): string => {
    const start = at;
    for (at = text.indexOf('"', at + 1); at !== -1; at = text.indexOf('"', at + 1)) {
      let backslashes = 0;
      while (text[at - 1 - backslashes] === '\\') backslashes++;
      if (backslashes % 2 === 1) continue;
      at++;
      return JSON.parse(text.slice(start, at)) as string;
    }
    at = start;
    return fail();
  };
  /** Members of a list up to its closing bracket. */
  const list = <T>(end: string, member: () => T): T[] => {
    const members: T[] = [];
    if (take(end)) return members;
    do members.push(member());
    while (take(','));
    if (!take(end)) fail();
    return members;
  };
  const property = (): readonly [string, JsonValue] => {
    if (text[at] !== '"') fail();
    const key = string();
    if (!take(':')) fail();
    return [key, value()];
  };
  const value = (): JsonValue => {
    if (text[at] === '"') return string();
    if (take('[')) return list(']', value);
    if (take('{')) return new JsonObject(list('}', property));
    const digits = match(number);
    if (digits !== undefined) return String(Number(digits)) === digits ? Number(digits) : new JsonNumber(digits);
    const found = match(word) ?? fail();
    const known = words.get(found);
    if (known !== undefined) return known;
    isStrict = false;
    return new JsonNumber(found);
  };

  match(space);
  const parsed = value();
  match(space);
  if (at < text.length) fail();
  return { value: parsed, isStrict };
}
