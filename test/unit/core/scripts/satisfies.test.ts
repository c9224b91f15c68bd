import { expect, it } from 'vitest';
import { satisfies } from '../../../../src/core/scripts/satisfies.ts';

it.each([
  ['1.0.10', '>=1.1.0', false],
  ['1.1.4', '>=1.1.0', true],
  ['1.8-11', '>=1.8.9', true],
  ['1.0', '==1.0.0', true],
  ['2.3', '==2.*', true],
  ['1.4.9', '~=1.4.2', true],
  ['1.5.0', '~=1.4.2', false],
  ['1.26.4', '>=1.26,<2', true],
  ['2.0', '>=1.26,<2', false],
  ['1.5', '!=1.5', false],
  ['2.0rc1', '>=2', undefined],
  ['2.0', '>=2.0b1', undefined],
])('%s is among %s: %s', (version, constraint, expected) => {
  expect(satisfies(version, constraint)).toBe(expected);
});
