import * as l10n from '@vscode/l10n';
import { AppError, isAppError } from '../../core/errors.ts';
import type { ImageRegistry, Repository } from '../../core/ports/imageRegistry.ts';

/**
 * Creates the repository of an image that was built. It may be there by now: somebody else made it meanwhile. `AccessDenied` when the user
 * may not.
 */
export async function createRepository(
  registry: ImageRegistry,
  name: string,
  signal?: AbortSignal,
): Promise<{ readonly repository: Repository; readonly isNew: boolean }> {
  try {
    return { repository: await registry.createRepository(name, signal), isNew: true };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'NameTaken') {
      const repository = await registry.findRepository(name, signal);
      if (repository) return { repository, isNew: false };
    }
    if (error.code !== 'AccessDenied') throw error;
    throw new AppError(
      'AccessDenied',
      l10n.t(
        'The image was built, not pushed: there is no repository {0} in Amazon ECR, and you are not allowed to create it (ecr:CreateRepository). Ask who administers the account to create it, or push into one that is there: Build Image with Options… → Repository. What was built is kept, so building again is quick. AWS said: {1}',
        name,
        error.message,
      ),
      { cause: error, action: 'buildWithOptions' },
    );
  }
}
