import { isAppError, type ErrorCode } from '../../core/errors.ts';
import { repositoryLabel } from '../../core/images/labels.ts';
import type { ContainerEngine, ContainerEngines, EngineImage } from '../../core/ports/containerEngine.ts';
import { ServiceError } from '../protocol/serviceError.ts';
import { engineManifest, manifestType } from './engineManifest.ts';
import { withoutHost, type RegistryHosts } from './registryHosts.ts';
import { loginPassword } from './loginPassword.ts';
import type { RegistryImages, Removal, RepositoryImage } from './registryImages.ts';

/** Milliseconds that a token of ECR is good for. */
const tokenLife = 12 * 3600 * 1000;

/**
 * The images of this machine's container engine as ECR's: those that are tagged `HOST/REPOSITORY:TAG`, by the host of any region, and those that the product
 * built for the repository and that lost their tag to a newer one. An image's digest is its id in the engine; when it was pushed is when
 * it was last given a name, where the engine tells that, else when it was built. Without an engine there are none. Passwords are made
 * from `secret`.
 */
export function createEngineImages(engines: ContainerEngines, hosts: RegistryHosts, secret: string): RegistryImages {
  /** Undefined when no engine is installed. */
  const ask = async <T>(question: (engine: ContainerEngine) => Promise<T>): Promise<T | undefined> => {
    try {
      return await question(await engines.find());
    } catch (error) {
      if (isCode(error, 'EngineMissing')) return undefined;
      if (!isAppError(error) || error.code === 'ImageNotFound' || error.code === 'ImageInUse') throw error;
      throw new ServiceError('ServerException', error.message, 500);
    }
  };
  const imagesOf = async (engine: ContainerEngine, repository: string): Promise<EngineImage[]> => {
    const isOwn = (name: string): boolean => withoutHost(hosts, name) === repository;
    const [tagged, dangling] = await Promise.all([engine.listImages(isOwn), engine.untaggedImages(repositoryLabel)]);
    const untagged = dangling.filter(({ labels }) => isOwn(labels[repositoryLabel] ?? ''));
    return [...new Map([...tagged, ...untagged].map((image) => [image.id, image])).values()];
  };
  /** Takes names of an image away, unless a container runs in it. */
  const removeNames = async (engine: ContainerEngine, id: string, names: readonly string[]): Promise<Removal> => {
    // The engine itself protects an image's last name only.
    if ((await engine.imagesInUse()).has(id)) return 'inUse';
    try {
      for (const name of names) await engine.removeImage(name);
      return 'removed';
    } catch (error) {
      if (isCode(error, 'ImageNotFound')) return 'absent';
      if (isCode(error, 'ImageInUse')) return 'inUse';
      throw error;
    }
  };

  /** The tag in a name `HOST/REPOSITORY:TAG`; undefined for a name of another repository. */
  const tagIn = (repository: string, reference: string): string | undefined => {
    const name = withoutHost(hosts, reference);
    return name?.startsWith(`${repository}:`) === true ? name.slice(repository.length + 1) : undefined;
  };
  const tagsOf = ({ references }: EngineImage, repository: string): string[] => [
    ...new Set(references.flatMap((reference) => tagIn(repository, reference) ?? [])),
  ];

  return {
    hosts,
    repositories: async () => {
      const names = (await ask((engine) => engine.imageNames())) ?? [];
      return [...new Set(names.flatMap((name) => withoutHost(hosts, name.repository) ?? []))].sort();
    },
    list: async (repository) => {
      const images = (await ask((engine) => imagesOf(engine, repository))) ?? [];
      return images.map((image) => toImage(image, tagsOf(image, repository))).sort(newestFirst);
    },
    manifest: async (_repository, digest) => {
      const image = await ask((engine) => engine.findImage(digest));
      return image && engineManifest(image);
    },
    untag: async (repository, tag) => {
      const removal = await ask(async (engine): Promise<Removal> => {
        const named = (image: EngineImage): string[] =>
          image.references.filter((reference) => withoutHost(hosts, reference) === `${repository}:${tag}`);
        const image = (await imagesOf(engine, repository)).find((each) => named(each).length > 0);
        return image === undefined ? 'absent' : removeNames(engine, image.id, named(image));
      });
      return removal ?? 'absent';
    },
    remove: async (repository, digest) => {
      const removal = await ask(async (engine): Promise<Removal> => {
        const image = (await imagesOf(engine, repository)).find(({ id }) => id === digest);
        if (image === undefined) return 'absent';
        const names = image.references.filter((reference) => tagIn(repository, reference) !== undefined);
        return removeNames(engine, digest, names.length === 0 ? [digest] : names);
      });
      return removal ?? 'absent';
    },
    authorize: (now, region) => {
      const expires = new Date(now.getTime() + tokenLife);
      return {
        username: 'AWS',
        password: loginPassword(secret, expires),
        expires,
        endpoint: `https://${hosts.in(region)}`,
      };
    },
  };
}

function toImage(image: EngineImage, tags: readonly string[]): RepositoryImage {
  return {
    digest: image.id,
    tags,
    size: image.size,
    pushed: image.tagged ?? image.created,
    mediaType: manifestType,
  };
}

function newestFirst(a: RepositoryImage, b: RepositoryImage): number {
  return b.pushed.getTime() - a.pushed.getTime() || (a.digest < b.digest ? -1 : 1);
}

function isCode(error: unknown, code: ErrorCode): boolean {
  return isAppError(error) && error.code === code;
}
