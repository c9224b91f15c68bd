import { describe, expect, it } from 'vitest';
import { JsonNumber, JsonObject, parseJson, type JsonValue } from '../../../../src/core/outputs/json.ts';

/** As JSON.parse gives it, where that can. */
function plain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (value instanceof JsonObject) return Object.fromEntries(value.entries.map(([key, each]) => [key, plain(each)]));
  return typeof value === 'object' && value !== null ? value.map(plain) : value;
}

/** With numbers as they are written, and members in their order. */
function written(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text;
  if (value instanceof JsonObject) return `{${value.entries.map(([key, each]) => `${key}:${written(each)}`).join()}}`;
  return typeof value === 'object' && value !== null ? `[${value.map(written).join()}]` : JSON.stringify(value);
}

describe('JSON', () => {
  it.each([
    'null',
    ' [ ] ',
    '{}',
    '-0.5e+3',
    '"a \\"quoted\\" \\\\ and \\u00e9"',
    '{"a":[1,2,{"b":null}],"c":true,"d":"\\\\"}',
    '\n[1 , 2\t,\r\n{ "x" : [ [ ] ] } ]\n',
    '{"":"","__proto__":1}',
  ])('%j is what JSON.parse says', (text) => {
    const parsed = parseJson(text);
    expect(plain(parsed.value)).toEqual(JSON.parse(text));
    expect(parsed.isStrict).toBe(true);
  });

  it.each([
    '',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    '[1 2]',
    '01',
    '1.',
    '+1',
    'nan',
    '"a',
    '"a\nb"',
    '[',
    '{"a"}',
    'true false',
    "'a'",
  ])('%j is none, as to JSON.parse', (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('keeps numbers and the order of members as they are written', () => {
    const text = '{"id":9007199254740993,"more":[12345678901234567890,0.10,1e400,-0,7],"10":"ten","2":"two"}';
    expect(written(parseJson(text).value)).toBe(text.replaceAll(/"(\w+)":/gu, '$1:'));
  });

  it('takes NaN and Infinity, and says that this is not strict', () => {
    const { value, isStrict } = parseJson('{"loss": NaN, "gaps": [-Infinity, Infinity]}');
    expect([written(value), isStrict]).toEqual(['{loss:NaN,gaps:[-Infinity,Infinity]}', false]);
  });

  it('reads a megabyte of one text', () => {
    const text = 'é"\\'.repeat(300_000);
    expect(parseJson(JSON.stringify([text])).value).toEqual([text]);
  });
});
