import type { EngineImage } from '../../core/ports/containerEngine.ts';
import type { ImageRegistry, RegistryImage } from '../../core/ports/imageRegistry.ts';

/**
 * True when what the registry has is this very image. Docker tells by which digests it pushed an image; for Podman's, or one that was
 * built once more elsewhere, the registry is asked what is behind its digest.
 */
export async function isSameImage(
  image: EngineImage,
  there: RegistryImage,
  registry: ImageRegistry,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (there.digest === image.id || image.digests.some((each) => each.endsWith(`@${there.digest}`))) return true;
  return !registry.isEngine && (await registry.imageId(there.repository, there.digest, signal)) === image.id;
}
