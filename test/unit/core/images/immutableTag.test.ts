import { expect, it } from 'vitest';
import { toRepository } from '../../../../src/adapters/aws/ecrShapes.ts';
import { isImmutableTag } from '../../../../src/core/images/immutableTag.ts';

const filters = ['latest', 'dev-*', '*-rc*'].map((filter) => ({ filterType: 'WILDCARD', filter }) as const);

it.each([
  ['IMMUTABLE', [], ['latest', 'dev-1', '1.2'], []],
  ['MUTABLE', [], [], ['latest', 'dev-1', '1.2']],
  ['IMMUTABLE_WITH_EXCLUSION', filters, ['1.2', 'latest2', 'dev', 'x.dev-1'], ['latest', 'dev-1', '1.2-rc', '1-rc-2']],
  ['MUTABLE_WITH_EXCLUSION', filters, ['latest', 'dev-', '1-rc2'], ['1.2', 'latest2']],
] as const)('tags of a repository that is %s', (imageTagMutability, exclusions, stay, move) => {
  const repository = toRepository({ imageTagMutability, imageTagMutabilityExclusionFilters: [...exclusions] });
  expect(stay.filter((tag) => !isImmutableTag(repository, tag))).toEqual([]);
  expect(move.filter((tag) => isImmutableTag(repository, tag))).toEqual([]);
});
