import { isAbort, isAppError, type AppError } from '../../core/errors.ts';
import { repositoryLabel } from '../../core/images/labels.ts';
import { namesImage } from '../../core/images/imageName.ts';
import type { Backend } from '../../core/ports/backend.ts';
import type { ContainerEngine } from '../../core/ports/containerEngine.ts';
import type { RegistryImage, Repository } from '../../core/ports/imageRegistry.ts';
import { deleteImages } from './deleteImages.ts';
import { imagesOfJobs } from './imagesOfJobs.ts';
import { listImages, listRepositories } from './listImages.ts';

/** Days in which a job keeps the image that it ran in. */
export const keptDays = 30;

export interface PlanCleanUpOptions {
  /** Whose registry is the engine. */
  readonly backend: Backend;
  readonly engine: ContainerEngine;
  /** URIs of images that stay, such as the workspace's. */
  readonly keep: readonly string[];
  readonly now: Date;
  readonly signal?: AbortSignal;
}

/** What a clean-up removes. */
export interface CleanUpPlan {
  readonly images: readonly RegistryImage[];
  /** Images that only jobs of the last `keptDays` days, which are over, ran in. Nothing is lost but that those run again in the same one. */
  readonly earlier: readonly RegistryImage[];
  /** Ids of images that were built for another connection's repository and have lost their name. */
  readonly leftovers: readonly string[];
  /** Bytes: at most so much is freed, as images share layers. */
  readonly size: number;
}

/**
 * Images that nobody needs, of the product's own repositories alone: all but the newest of each repository, those tagged `latest`, those
 * in `keep`, those that a job of the last `keptDays` days ran in and those that containers run in. And what the product built, for any
 * connection, and has no name any more. What only such a job keeps is told apart: whoever needs the disk may do without it.
 */
export async function planCleanUp(options: PlanCleanUpOptions): Promise<CleanUpPlan> {
  const { backend, engine, keep, now, signal } = options;
  const since = new Date(now.getTime() - keptDays * 24 * 3600 * 1000);
  const [used, running, nameless, repositories] = await Promise.all([
    imagesOfJobs({ backend, since, ...(signal && { signal }) }),
    engine.imagesInUse(signal),
    engine.untaggedImages(repositoryLabel, signal),
    listRepositories(options),
  ]);
  const needed = [...keep, ...used.unfinished];
  const recent = [...used.recent];
  const images: RegistryImage[] = [];
  const earlier: RegistryImage[] = [];
  const seen = new Set<string>();
  for (const repository of repositories) {
    const held = await listImages({ backend, repository: repository.name, ...(signal && { signal }) });
    for (const image of held) seen.add(image.digest);
    for (const image of held.slice(1)) {
      if (running.has(image.digest) || image.tags.includes('latest') || isNamed(image, repository, needed)) continue;
      (isNamed(image, repository, recent) ? earlier : images).push(image);
    }
  }
  const digests = new Set([...needed, ...recent].flatMap((uri) => uri.split('@')[1] ?? []));
  const leftovers = nameless.filter(({ id }) => !seen.has(id) && !running.has(id) && !digests.has(id));
  const size = [...images, ...leftovers].reduce((sum, image) => sum + (image.size ?? 0), 0);
  return { images, earlier, leftovers: leftovers.map(({ id }) => id), size };
}

export interface CleanUpOptions {
  readonly backend: Backend;
  readonly engine: ContainerEngine;
  readonly plan: Pick<CleanUpPlan, 'images' | 'leftovers'>;
  readonly onProgress?: (done: number) => void;
  /** Ends it before the next one. */
  readonly signal?: AbortSignal;
}

export interface CleanedUp {
  readonly removed: number;
  /** Bytes of disk. */
  readonly freed: number;
  readonly failures: readonly AppError[];
}

/** Removes the plan's images and leftovers. */
export async function cleanUp({ backend, engine, plan, onProgress, signal }: CleanUpOptions): Promise<CleanedUp> {
  const before = await engine.diskUsage();
  const { deleted, failures } = await deleteImages({
    backend,
    deletions: plan.images.map(({ repository, digest }) => ({ repository, digest })),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
  let removed = deleted.length;
  const refused = [...failures];
  for (const id of plan.leftovers) {
    if (signal?.aborted === true) break;
    try {
      await engine.removeImage(id);
      removed += 1;
    } catch (error) {
      if (isAbort(error) || !isAppError(error)) throw error;
      if (error.code !== 'ImageNotFound') refused.push(error);
    }
  }
  const after = await engine.diskUsage();
  return { removed, freed: Math.max(0, before.images - after.images), failures: refused };
}

function isNamed(image: RegistryImage, repository: Repository, uris: readonly string[]): boolean {
  return uris.some((uri) => namesImage(uri, repository, image));
}
