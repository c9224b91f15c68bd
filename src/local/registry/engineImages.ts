import { randomBytes } from 'node:crypto';
import { isAppError, type ErrorCode } from '../../core/errors.ts';
import { repositoryLabel } from '../../core/images/labels.ts';
import type { ContainerEngine, ContainerEngines, EngineImage } from '../../core/ports/containerEngine.ts';
import { ServiceError } from '../protocol/serviceError.ts';
import { engineManifest, manifestType } from './engineManifest.ts';
import type { RegistryImages, Removal, RepositoryImage } from './registryImages.ts';

/** Milliseconds that a token of ECR is good for. */
const tokenLife = 12 * 3600 * 1000;

/**
 * The images of this machine's container engine as ECR's: those that are tagged `HOST/REPOSITORY:TAG`, and those that the product
 * built for the repository and that lost their tag to a newer one. An image's digest is its id in the engine; when it was pushed is when
 * it was last given a name, where the engine tells that, else when it was built. Without an engine there are none.
 */
export function createEngineImages(engines: ContainerEngines, host: string): RegistryImages {
  const uri = (repository: string): string => `${host}/${repository}`;
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
    const [tagged, untagged] = await Promise.all([
      engine.listImages(uri(repository)),
      engine.untaggedImages(`${repositoryLabel}=${uri(repository)}`),
    ]);
    return [...tagged, ...untagged];
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

  return {
    host,
    repositories: async () => {
      const names = (await ask((engine) => engine.imageNames())) ?? [];
      const own = names.flatMap(({ repository }) =>
        repository.startsWith(`${host}/`) ? [repository.slice(host.length + 1)] : [],
      );
      return [...new Set(own)].sort();
    },
    list: async (repository) => {
      const images = (await ask((engine) => imagesOf(engine, repository))) ?? [];
      return images.map((image) => toImage(image, uri(repository))).sort(newestFirst);
    },
    manifest: async (_repository, digest) => {
      const image = await ask((engine) => engine.findImage(digest));
      return image && engineManifest(image);
    },
    untag: async (repository, tag) => {
      const name = `${uri(repository)}:${tag}`;
      const removal = await ask(async (engine): Promise<Removal> => {
        const image = await engine.findImage(name);
        return image === undefined ? 'absent' : removeNames(engine, image.id, [name]);
      });
      return removal ?? 'absent';
    },
    remove: async (repository, digest) => {
      const removal = await ask(async (engine): Promise<Removal> => {
        const image = (await imagesOf(engine, repository)).find(({ id }) => id === digest);
        if (image === undefined) return 'absent';
        const names = image.references.filter((reference) => isOf(uri(repository), reference));
        return removeNames(engine, digest, names.length === 0 ? [digest] : names);
      });
      return removal ?? 'absent';
    },
    authorize: (now) => ({
      username: 'AWS',
      // As long as nothing is pushed anywhere nobody asks for it again, so it is kept nowhere.
      password: randomBytes(48).toString('base64url'),
      expires: new Date(now.getTime() + tokenLife),
      endpoint: `https://${host}`,
    }),
  };
}

function toImage(image: EngineImage, uri: string): RepositoryImage {
  return {
    digest: image.id,
    tags: image.references.filter((reference) => isOf(uri, reference)).map((name) => name.slice(uri.length + 1)),
    size: image.size,
    pushed: image.tagged ?? image.created,
    mediaType: manifestType,
  };
}

function newestFirst(a: RepositoryImage, b: RepositoryImage): number {
  return b.pushed.getTime() - a.pushed.getTime() || (a.digest < b.digest ? -1 : 1);
}

/** True for a name `URI:TAG`. */
function isOf(uri: string, reference: string): boolean {
  return reference.startsWith(`${uri}:`);
}

function isCode(error: unknown, code: ErrorCode): boolean {
  return isAppError(error) && error.code === code;
}
