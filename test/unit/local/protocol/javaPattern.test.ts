import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { javaPattern } from '../../../../src/local/protocol/model/javaPattern.ts';

test.each<[string, string[], string[]]>([
  ['[a-z]+', ['abc'], ['abc1', '1abc', 'abc\n', '']],
  ['^\\d{12}$', ['123456789012'], ['1234567890123']],
  ['a|b', ['a', 'b'], ['ab', 'ax']],
  ['arn:[\\p{Alnum}\\-]+:x', ['arn:aws-cn:x'], ['arn:aws_cn:x']],
  ['[A-Za-z0-9\\_\\-]+', ['a_b-c'], ['a b', 'a\\b']],
  ['(arn([a-z]|\\-)*)', ['arn-x'], ['arn_']],
  ['([\\p{L}\\p{Z}]*)${1,128}', ['größe', ''], ['1']],
  ['(?!\\s*$).+', ['x y'], ['   ']],
  ['[a-z]([a-z-]){0,62}(?<!-)', ['a-b'], ['a-']],
])('%s, a pattern of Java, matches the whole of a text', (pattern, matches, others) => {
  expect(matches.filter((text) => !javaPattern(pattern).test(text))).toEqual([]);
  expect(others.filter((text) => javaPattern(pattern).test(text))).toEqual([]);
});

const operations = path.resolve(import.meta.dirname, '../../../../src/local/operations');
const models = readdirSync(operations).flatMap((service) => {
  const file = path.join(operations, service, 'model.json');
  return readdirSync(path.dirname(file)).includes('model.json') ? [{ service, text: readFileSync(file, 'utf8') }] : [];
});
const patterns = z.object({ shapes: z.record(z.string(), z.object({ pattern: z.string().optional() })) });

test.each(models)('no text keeps a pattern of $service busy', ({ service, text }) => {
  const found = Object.values(patterns.parse(JSON.parse(text)).shapes).flatMap(({ pattern }) => pattern ?? []);
  expect(found.length).toBeGreaterThan(service === 'sts' ? -1 : 2);
  // Many of what a pattern may repeat, and then what it does not take: where ways to repeat are many, all of them are tried.
  const pieces = ['a', 'A', '0', '-', '_', '.', '/', ' ', '\t', 'a-', 'a/', 'a ', 'a.', 'a_', '-a', '0-', 'é'];
  const starts = ['', 'a', 's3://', 'arn:aws:iam::123456789012:role/', 'arn:aws:sagemaker:us-east-1:123456789012:'];
  const texts = pieces.flatMap((piece) => starts.map((start) => `${start}${piece.repeat(5_000)}\u0001\u2028`));
  for (const pattern of new Set(found)) {
    const test = () =>
      runInNewContext(
        'texts.map((text) => pattern.test(text))',
        { texts, pattern: javaPattern(pattern) },
        { timeout: 5_000 },
      ) as unknown;
    expect(test, pattern).not.toThrow();
  }
});
