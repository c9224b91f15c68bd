import type { Repository } from '@aws-sdk/client-ecr';
import type { CallContext } from '../../protocol/operation.ts';
import type { RegistryImages } from '../../registry/registryImages.ts';
import type { RepositoryRecord, RepositoryStore } from '../../store/repositories.ts';
import type { TagStore } from '../../store/tags.ts';
import { repositoryNotFound } from './errors.ts';
import { exclusionFilters } from './tagMutability.ts';

/** How requests name a repository. */
export interface RepositoryReference {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
}

/**
 * The repositories of Local's ECR: those that were created, and those that are there because somebody gave an image of the engine such
 * a name. What is changed about one of these makes it one that was created.
 */
export class Repositories {
  readonly #store: RepositoryStore;
  readonly #images: RegistryImages;
  readonly #tags: TagStore;

  constructor(store: RepositoryStore, images: RegistryImages, tags: TagStore) {
    this.#store = store;
    this.#images = images;
    this.#tags = tags;
  }

  /** In name order. Those that were created are listed also when the engine cannot be asked. */
  async list(): Promise<RepositoryRecord[]> {
    const created = this.#store.list();
    const known = new Set(created.map(({ name }) => name));
    const named = await this.#images.repositories().catch(() => []);
    const found = await Promise.all(named.filter((name) => !known.has(name)).map((name) => this.#found(name)));
    return [...created, ...found.filter((repository) => repository !== undefined)].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  }

  /** `RepositoryNotFoundException` when there is none. */
  async find(
    { repositoryName, registryId }: RepositoryReference,
    { accountId }: CallContext,
  ): Promise<RepositoryRecord> {
    const isOurs = registryId === undefined || registryId === accountId;
    // Where the engine cannot be asked, those that were created are there alone, as in `list`.
    const found = isOurs
      ? (this.#store.find(repositoryName) ?? (await this.#found(repositoryName).catch(() => undefined)))
      : undefined;
    if (found === undefined) throw repositoryNotFound(repositoryName, registryId ?? accountId);
    return found;
  }

  /** False when there is one, created or not. Where the engine cannot be asked, those that were created count alone. */
  async create(repository: RepositoryRecord): Promise<boolean> {
    const found = await this.#found(repository.name).catch(() => undefined);
    return found === undefined && this.#store.create(repository);
  }

  change(repository: RepositoryRecord): void {
    if (!this.#store.create(repository)) this.#store.change(repository);
  }

  /** Without its images. */
  delete({ name }: RepositoryRecord, context: CallContext): void {
    const arn = this.arn(name, context);
    this.#store.delete(name);
    this.#tags.remove(
      arn,
      this.#tags.list(arn).map(({ Key }) => Key),
    );
  }

  arn(name: string, { region, accountId }: CallContext): string {
    return `arn:aws:ecr:${region}:${accountId}:repository/${name}`;
  }

  /** As ECR answers it. */
  describe(repository: RepositoryRecord, context: CallContext): Repository {
    const { name, created, tagMutability, tagMutabilityExclusions, scanOnPush } = repository;
    return {
      repositoryArn: this.arn(name, context),
      registryId: context.accountId,
      repositoryName: name,
      repositoryUri: `${this.#images.hosts.in(context.region)}/${name}`,
      createdAt: created,
      imageTagMutability: tagMutability,
      imageTagMutabilityExclusionFilters: exclusionFilters(tagMutabilityExclusions),
      imageScanningConfiguration: { scanOnPush },
      encryptionConfiguration: { encryptionType: 'AES256' },
    };
  }

  /** One that nobody created: as old as its oldest image. An image that was built for it and has no name yet makes none. */
  async #found(name: string): Promise<RepositoryRecord | undefined> {
    const images = await this.#images.list(name);
    const oldest = images.some(({ tags }) => tags.length > 0) ? images.at(-1) : undefined;
    return (
      oldest && {
        ...{ name, created: oldest.pushed, scanOnPush: false },
        ...{ tagMutability: 'MUTABLE', tagMutabilityExclusions: [] },
      }
    );
  }
}
