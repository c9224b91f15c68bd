import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import type { JsonOperation } from '../../protocol/operation.ts';
import { invalidMember, repositoryNotFound } from './errors.ts';
import { pageOf } from './page.ts';
import type { Repositories } from './repositories.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export function describeRepositories(repositories: Repositories): JsonOperation<DescribeRepositoriesRequest> {
  return {
    name: 'DescribeRepositories',
    async run({ repositoryNames, ...request }, context): Promise<DescribeRepositoriesResponse> {
      const account = request.registryId ?? context.accountId;
      if (repositoryNames !== undefined) {
        if (request.maxResults !== undefined || request.nextToken !== undefined)
          throw invalidMember('maxResults', 'cannot be specified with repositoryNames');
        const found = await Promise.all(
          repositoryNames.map((name) => repositories.find({ repositoryName: name, registryId: account }, context)),
        );
        return { repositories: found.map((repository) => repositories.describe(repository, context)) };
      }
      if (account !== context.accountId) throw repositoryNotFound('*', account);
      const page = pageOf(await repositories.list(), request, 'repositories', ({ name }) => [name]);
      return {
        repositories: page.items.map((repository) => repositories.describe(repository, context)),
        nextToken: page.nextToken,
      };
    },
  };
}
