import { AddTagsCommand, DeleteTagsCommand, ListTagsCommand } from '@aws-sdk/client-sagemaker';
import type { Tags } from '../../core/ports/tags.ts';
import { abortOption } from './abortOption.ts';
import type { Session } from './session.ts';

/** Tags over SageMaker's API. */
export function createTags(session: Session): Tags {
  return {
    list: (arn, signal) =>
      session.send({ action: 'sagemaker:ListTags', resource: arn }, async ({ sagemaker }) => {
        const tags: Record<string, string> = {};
        let token: string | undefined;
        do {
          const page = await sagemaker.send(
            new ListTagsCommand({ ResourceArn: arn, ...(token !== undefined && { NextToken: token }) }),
            abortOption(signal),
          );
          for (const { Key: key, Value: value = '' } of page.Tags ?? []) if (key !== undefined) tags[key] = value;
          token = page.NextToken;
        } while (token !== undefined);
        return tags;
      }),
    add: async (arn, tags, signal) => {
      const added = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await session.send({ action: 'sagemaker:AddTags', resource: arn }, ({ sagemaker }) =>
        sagemaker.send(new AddTagsCommand({ ResourceArn: arn, Tags: added }), abortOption(signal)),
      );
    },
    remove: async (arn, keys, signal) => {
      await session.send({ action: 'sagemaker:DeleteTags', resource: arn }, ({ sagemaker }) =>
        sagemaker.send(new DeleteTagsCommand({ ResourceArn: arn, TagKeys: [...keys] }), abortOption(signal)),
      );
    },
  };
}
