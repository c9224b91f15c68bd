import * as l10n from '@vscode/l10n';
import { AppError, isAppError } from '../../core/errors.ts';
import type { ImageRegistry, Repository } from '../../core/ports/imageRegistry.ts';

/** The repository of a name, created when it is missing. */
export async function ensureRepository(
  registry: ImageRegistry,
  name: string,
  signal?: AbortSignal,
): Promise<{ readonly repository: Repository; readonly isNew: boolean }> {
  const found = await registry.findRepository(name, signal);
  if (found) return { repository: found, isNew: false };
  try {
    return { repository: await registry.createRepository(name, signal), isNew: true };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'NameTaken') {
      // Somebody else made it meanwhile.
      const repository = await registry.findRepository(name, signal);
      if (repository) return { repository, isNew: false };
    }
    if (error.code !== 'AccessDenied') throw error;
    throw new AppError(
      'AccessDenied',
      l10n.t(
        'There is no repository {0} in Amazon ECR, and you are not allowed to create it (ecr:CreateRepository). Ask who administers the account to create it, or build into one that is there: Build Image with Options… → Repository. Nothing was built. AWS said: {1}',
        name,
        error.message,
      ),
      { cause: error },
    );
  }
}
