import * as l10n from '@vscode/l10n';
import { AppError, isAppError } from '../../core/errors.ts';
import { isImmutableTag } from '../../core/images/immutableTag.ts';
import type { ContainerEngine, EngineImage, EngineLogin } from '../../core/ports/containerEngine.ts';
import type { ImageRegistry, RegistryImage, Repository } from '../../core/ports/imageRegistry.ts';
import { isSameImage } from './sameImage.ts';

export type PushStep =
  | { readonly kind: 'tagging'; readonly reference: string }
  | { readonly kind: 'pushing'; readonly reference: string }
  /** The image is there by this name. */
  | { readonly kind: 'pushed'; readonly reference: string }
  /** The registry has this very image, under these tags. */
  | { readonly kind: 'unchanged'; readonly tags: readonly string[] }
  /** A tag that is left with the image that bears it. */
  | { readonly kind: 'keptTag'; readonly tag: string }
  | { readonly kind: 'loggingInAgain' };

export interface PushImageOptions {
  readonly image: EngineImage;
  readonly repository: Repository;
  /** The first is the image's own; the others move. */
  readonly tags: readonly string[];
  readonly engine: ContainerEngine;
  readonly registry: ImageRegistry;
  /** Absent where the engine's own images are the registry. */
  readonly login: EngineLogin | undefined;
  readonly onProgress?: (step: PushStep) => void;
  readonly onOutput?: (text: string) => void;
  readonly signal?: AbortSignal;
}

export interface PushedImage {
  readonly digest: string;
  readonly isUnchanged: boolean;
}

/**
 * Gives an image its tags in a repository. Where that has the very image under all of them, nothing is sent. A login that runs out in the
 * middle is replaced once; what arrived already is not sent again.
 */
export async function pushImage(options: PushImageOptions): Promise<PushedImage> {
  const { image, repository, engine, registry, login, onProgress, signal } = options;
  const before = await tagsThere(options);
  const missing = await wantedTags(options, before);
  for (const tag of missing) {
    const reference = `${repository.uri}:${tag}`;
    if (!login) onProgress?.({ kind: 'tagging', reference });
    await engine.tagImage(image.id, reference, signal);
    if (login) await push(options, reference);
    onProgress?.({ kind: 'pushed', reference });
  }
  const [own = ''] = options.tags;
  const pushed = missing.length === 0 ? before.get(own) : await registry.findImage(repository.name, own, signal);
  if (missing.length === 0) onProgress?.({ kind: 'unchanged', tags: options.tags });
  return { digest: pushed?.digest ?? image.id, isUnchanged: missing.length === 0 };
}

/** What each of the tags names in the registry now. */
async function tagsThere({
  repository,
  tags,
  registry,
  signal,
}: PushImageOptions): Promise<Map<string, RegistryImage | undefined>> {
  const found = new Map<string, RegistryImage | undefined>();
  for (const tag of tags) found.set(tag, await registry.findImage(repository.name, tag, signal));
  return found;
}

/** The tags that the registry does not have for this image. `RepositoryImmutable` when its own tag is another's for good. */
async function wantedTags(
  options: PushImageOptions,
  there: ReadonlyMap<string, RegistryImage | undefined>,
): Promise<string[]> {
  const { image, repository, tags, registry, onProgress, signal } = options;
  const missing: string[] = [];
  for (const [at, tag] of tags.entries()) {
    const other = there.get(tag);
    if (other && (await isSameImage(image, other, registry, signal))) continue;
    if (!other || !isImmutableTag(repository, tag)) {
      missing.push(tag);
      continue;
    }
    if (at > 0) {
      onProgress?.({ kind: 'keptTag', tag });
      continue;
    }
    throw new AppError(
      'RepositoryImmutable',
      l10n.t(
        'The repository {0} is immutable, and its tag {1} is another image’s for good. Give this one a tag of its own: Build Image with Options… → Tags (in a folder under git, a commit does). The image was built, not pushed.',
        repository.name,
        tag,
      ),
      { action: 'buildWithOptions' },
    );
  }
  return missing;
}

async function push(options: PushImageOptions, reference: string): Promise<void> {
  const { engine, registry, login, onProgress, onOutput, signal } = options;
  const call = { ...(onOutput && { onOutput }), ...(signal && { signal }) };
  onProgress?.({ kind: 'pushing', reference });
  try {
    await engine.pushImage(reference, { ...call, ...(login && { login }) });
  } catch (error) {
    if (!isAppError(error) || error.code !== 'CredentialsExpired') throw error;
    const anew = await registry.login(signal);
    if (!anew) throw error;
    onProgress?.({ kind: 'loggingInAgain' });
    const engineLogin = await engine.logIn(anew);
    try {
      await engine.pushImage(reference, { ...call, login: engineLogin });
    } finally {
      await engineLogin.dispose();
    }
  }
}
