import type { Backend } from '../../core/ports/backend.ts';
import type { RegistryImage, Repository } from '../../core/ports/imageRegistry.ts';

export interface ListRepositoriesOptions {
  readonly backend: Backend;
  readonly signal?: AbortSignal;
}

/** The repositories of a connection, in name order. */
export async function listRepositories({ backend, signal }: ListRepositoriesOptions): Promise<Repository[]> {
  const found: Repository[] = [];
  for await (const repository of backend.registry.repositories(signal)) found.push(repository);
  return found;
}

export interface ListImagesOptions extends ListRepositoriesOptions {
  readonly repository: string;
}

/** The images of a repository, the newest first. */
export async function listImages({ backend, repository, signal }: ListImagesOptions): Promise<RegistryImage[]> {
  const found: RegistryImage[] = [];
  for await (const image of backend.registry.images(repository, signal)) found.push(image);
  return found.sort((a, b) => (b.pushed?.getTime() ?? 0) - (a.pushed?.getTime() ?? 0));
}
