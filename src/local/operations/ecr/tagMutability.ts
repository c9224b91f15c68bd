import type { ImageTagMutability, ImageTagMutabilityExclusionFilter } from '@aws-sdk/client-ecr';
import type { Checked } from '../../protocol/model/serviceModel.ts';
import type { RepositoryRecord } from '../../store/repositories.ts';
import { invalidMember } from './errors.ts';

/** Of requests that say which tags may be moved. */
interface Mutability {
  readonly imageTagMutability?: ImageTagMutability | undefined;
  readonly imageTagMutabilityExclusionFilters?: Checked<ImageTagMutabilityExclusionFilter[]> | undefined;
}

/**
 * What a repository keeps of it. Filters belong to the two settings that have exclusions, and these need some:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export function readMutability(
  request: Mutability,
): Pick<RepositoryRecord, 'tagMutability' | 'tagMutabilityExclusions'> {
  const { imageTagMutability: tagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: filters = [] } = request;
  if (tagMutability.endsWith('_WITH_EXCLUSION') !== filters.length > 0) {
    const rule = filters.length > 0 ? 'must be absent' : 'must not be empty';
    throw invalidMember('imageTagMutabilityExclusionFilters', `${rule} for imageTagMutability ${tagMutability}`);
  }
  return { tagMutability, tagMutabilityExclusions: filters.map(({ filter }) => filter) };
}

/** As ECR answers them; absent when there are none. */
export function exclusionFilters(exclusions: readonly string[]): ImageTagMutabilityExclusionFilter[] | undefined {
  return exclusions.length === 0 ? undefined : exclusions.map((filter) => ({ filterType: 'WILDCARD', filter }));
}
