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

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** What a number and a word are made of, together with what may stand in them by mistake. */
const token = /[^\s,:[\]{}"]*/y;
/** What JSON writes otherwise in a text. */
// eslint-disable-next-line no-control-regex
const escaped = /[\\\u0000-\u001f]/;
const words = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const notNumbers = new Set(['NaN', 'Infinity', '-Infinity']);

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
  const skip = (): void => {
    for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9;)
      code = text.charCodeAt(++at);
  };
  /** Passes over a character, and blanks around it, if it is what comes next. */
  const take = (character: string): boolean => {
    skip();
    if (text[at] !== character) return false;
    at++;
    skip();
    return true;
  };
  const string = (): string => {
    const start = at;
    for (at = text.indexOf('"', at + 1); at !== -1; at = text.indexOf('"', at + 1)) {
      let backslashes = 0;
      while (text[at - 1 - backslashes] === '\\') backslashes++;
      if (backslashes % 2 === 1) continue;
      at++;
      const plain = text.slice(start + 1, at - 1);
      return escaped.test(plain) ? (JSON.parse(text.slice(start, at)) as string) : plain;
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
    token.lastIndex = at;
    const [found = ''] = token.exec(text) ?? [];
    const known = words.get(found);
    const isNumber = number.test(found);
    if (known === undefined && !isNumber && !notNumbers.has(found)) return fail();
    at += found.length;
    if (known !== undefined) return known;
    isStrict &&= isNumber;
    return isNumber && String(Number(found)) === found ? Number(found) : new JsonNumber(found);
  };

  skip();
  const parsed = value();
  skip();
  if (at < text.length) fail();
  return { value: parsed, isStrict };
}
