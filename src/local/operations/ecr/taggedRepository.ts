import type { CallContext } from '../../protocol/operation.ts';
import type { RepositoryRecord } from '../../store/repositories.ts';
import { invalidMember } from './errors.ts';
import type { Repositories } from './repositories.ts';

/** The repository of an ARN. */
export async function taggedRepository(
  repositories: Repositories,
  arn: string,
  context: CallContext,
): Promise<RepositoryRecord> {
  const [, registryId, repositoryName] = /^arn:aws[a-z-]*:ecr:[a-z0-9-]+:(\d{12}):repository\/(.+)$/.exec(arn) ?? [];
  if (repositoryName === undefined) throw invalidMember('resourceArn', 'Invalid ARN');
  return repositories.find({ registryId, repositoryName }, context);
}
