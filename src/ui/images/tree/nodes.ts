import type { AppError } from '../../../core/errors.ts';
import type { Connection } from '../../../core/connection.ts';
import type { RegistryImage, Repository } from '../../../core/ports/imageRegistry.ts';
import type { Language } from '../../../core/scripts/language.ts';
import type { StatusRow } from '../../kit/tree/statusRows.ts';

export interface RepositoryNode {
  readonly kind: 'repository';
  readonly repository: Repository;
  readonly connection: Connection;
  /** Languages whose runs in this workspace name one of its images. */
  readonly usedFor: readonly Language[];
  /** Those of them whose image is not there any more. */
  readonly lackedBy: readonly Language[];
}

export interface ImageNode {
  readonly kind: 'image';
  readonly image: RegistryImage;
  readonly parent: RepositoryNode;
  /** Languages whose runs in this workspace use it. */
  readonly usedFor: readonly Language[];
}

/** What the images of this machine take of its disk; Local only. */
export interface StorageNode {
  readonly kind: 'storage';
  readonly engine: string;
  /** Bytes. */
  readonly images: number;
  readonly buildCache: number;
}

/** Why this machine's images cannot be seen: no engine, or one that does not answer. */
export interface EngineProblemNode {
  readonly kind: 'engineProblem';
  readonly problem: AppError;
}

/** What stands at the top of the view. */
export type ImagesTopNode = RepositoryNode | StorageNode | EngineProblemNode;

export type ImagesNode = ImagesTopNode | ImageNode;

/** What stands under a repository. */
export type ImagesRow = ImagesNode | StatusRow<ImagesNode>;

/** True for what commands of the view are called on. */
export function isImagesNode(value: unknown): value is RepositoryNode | ImageNode {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'repository' || value.kind === 'image';
}
