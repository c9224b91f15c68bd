import { isAbort, isAppError, type AppError } from '../../core/errors.ts';
import type { Backend } from '../../core/ports/backend.ts';

/** What is to be deleted: an image, or a repository with all that it holds when there is no digest. */
export interface ImageToDelete {
  readonly repository: string;
  readonly digest?: string;
}

export interface DeleteImagesOptions {
  readonly backend: Backend;
  readonly deletions: readonly ImageToDelete[];
  /** Told how many are done. */
  readonly onProgress?: (done: number) => void;
  /** Ends it before the next one: what is under way is finished, so that what is gone is known. */
  readonly signal?: AbortSignal;
}

export interface DeletedImages {
  readonly deleted: readonly ImageToDelete[];
  /** Why others were not; what had gone already is no failure. */
  readonly failures: readonly AppError[];
}

/** Deletes images and repositories, one after the other. One that cannot be deleted does not keep the others. */
export async function deleteImages(options: DeleteImagesOptions): Promise<DeletedImages> {
  const { backend, deletions, onProgress, signal } = options;
  const { registry } = backend;
  const deleted: ImageToDelete[] = [];
  const failures: AppError[] = [];
  for (const [done, deletion] of deletions.entries()) {
    if (signal?.aborted === true) break;
    onProgress?.(done);
    const { repository, digest } = deletion;
    try {
      if (digest === undefined) await registry.deleteRepository(repository, { force: true });
      else await registry.deleteImage(repository, digest);
      deleted.push(deletion);
    } catch (error) {
      if (isAbort(error) || !isAppError(error)) throw error;
      if (error.code === 'ImageNotFound' || error.code === 'NotFound') deleted.push(deletion);
      else failures.push(error);
    }
  }
  return { deleted, failures };
}
