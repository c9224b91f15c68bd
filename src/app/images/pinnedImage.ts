import * as l10n from '@vscode/l10n';
import { parseImageUri } from '../../core/aws/imageUri.ts';
import { AppError, isAppError } from '../../core/errors.ts';
import type { ImageRegistry } from '../../core/ports/imageRegistry.ts';

/**
 * An image by its digest, `registry/repository@sha256:…`, so that the job says for ever which image it ran in and can be run in the same
 * one again. As it was given when it is in no registry of this connection (another account's, the engine's own) or may not be looked up:
 * then a tag has to do. `ImageNotFound` when the connection's own registry has no such image. Where the engine is the registry and
 * cannot be asked, the image stays as it was given too: what becomes of the job then is for Local to say.
 */
export async function pinnedImage(registry: ImageRegistry, image: string, signal?: AbortSignal): Promise<string> {
  const { registry: host, repository, tag, digest } = parseImageUri(image);
  // Where the engine is the registry, the engine looks for it.
  if (host === undefined || (digest !== undefined && registry.isEngine)) return image;
  const uri = `${host}/${repository}`;
  try {
    const found = await registry.findRepository(repository, signal);
    if (found !== undefined && found.uri !== uri) return image;
    const pinned = found && (await registry.findImage(repository, digest ?? tag ?? 'latest', signal));
    if (pinned !== undefined) return `${uri}@${pinned.digest}`;
    // On Local the job may still run, as a process: that is for Local to say.
    if (registry.isEngine || (await registry.uriOf(repository, signal)) !== uri) return image;
    throw new AppError(
      'ImageNotFound',
      l10n.t('There is no image {0} in Amazon ECR. Build and push it, or choose another.', image),
      { action: 'selectImage' },
    );
  } catch (error) {
    if (isAppError(error) && (registry.isEngine || error.code === 'AccessDenied')) return image;
    throw error;
  }
}
