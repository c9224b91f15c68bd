import { l10n } from 'vscode';
import { imageStorage } from '../../../app/images/imageStorage.ts';
import { listImages, listRepositories } from '../../../app/images/listImages.ts';
import { parseImageUri } from '../../../core/aws/imageUri.ts';
import { errorText } from '../../../core/errors.ts';
import { namesImage } from '../../../core/images/imageName.ts';
import type { Backend } from '../../../core/ports/backend.ts';
import type { ImageScan, Repository } from '../../../core/ports/imageRegistry.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { Language } from '../../../core/scripts/language.ts';
import type { Services } from '../../kit/services.ts';
import type { Settings } from '../../kit/settings.ts';
import type { EngineProblemNode, ImageNode, ImagesRow, RepositoryNode, StorageNode } from './nodes.ts';

/** Images that are listed under a repository. */
const mostImages = 200;
export const languages: readonly Language[] = ['r', 'python'];

/** The repositories of the connection. */
export async function loadRepositories({ backends, settings, logger }: Services): Promise<RepositoryNode[]> {
  const backend = await backends.get(settings.connection());
  const { connection } = backend;
  const repositories = await listRepositories({ backend });
  return Promise.all(
    repositories.map(async (repository): Promise<RepositoryNode> => {
      const usedFor = usersOf(settings, (uri) => isOf(uri, repository));
      const there = await Promise.all(
        usedFor.map((language) => isThere(settings.image(language) ?? '', repository, backend, logger)),
      );
      return { kind: 'repository', repository, connection, usedFor, lackedBy: usedFor.filter((_, at) => !there[at]) };
    }),
  );
}

/** True also for an image that cannot be asked for: its repository says so when it is opened. */
async function isThere(uri: string, repository: Repository, { registry }: Backend, logger: Logger): Promise<boolean> {
  const { tag = 'latest', digest } = parseImageUri(uri);
  try {
    return (await registry.findImage(repository.name, digest ?? tag)) !== undefined;
  } catch (error) {
    logger.warn(`cannot tell whether ${uri} is there: ${String(error)}`);
    return true;
  }
}

/** What stands under a repository. */
export async function loadImages(parent: RepositoryNode, services: Services): Promise<ImagesRow[]> {
  const { repository, connection } = parent;
  const backend = await services.backends.get(connection);
  const images = await listImages({ backend, repository: repository.name });
  if (images.length === 0)
    return [{ kind: 'note', text: l10n.t('No images yet: build one, and it appears here'), parent }];
  const nodes = images.slice(0, mostImages).map((image): ImagesRow => ({
    kind: 'image',
    image,
    parent,
    usedFor: usersOf(services.settings, (uri) => namesImage(uri, repository, image)),
  }));
  if (images.length > mostImages)
    nodes.push({ kind: 'note', text: l10n.t('{0} older images more', images.length - mostImages), parent });
  return nodes;
}

/** What the engine says of this machine; nothing where it holds no registry. */
export async function loadStorage({
  backends,
  engines,
  settings,
}: Services): Promise<StorageNode | EngineProblemNode | undefined> {
  const { registry } = await backends.get(settings.connection());
  if (!registry.isEngine) return undefined;
  const storage = await imageStorage(engines);
  if ('problem' in storage) return { kind: 'engineProblem', problem: storage.problem };
  const { images, buildCache } = storage.usage;
  return { kind: 'storage', engine: storage.engine.name, images, buildCache };
}

/** An image's scan, or why it can not be read. ECR's newer kind is told image by image only, so it is asked for when somebody wants to know. */
export async function readScan(
  { image, parent }: ImageNode,
  { backends }: Services,
): Promise<ImageScan | { readonly problem: string } | undefined> {
  try {
    const { registry } = await backends.get(parent.connection);
    if (image.scan !== undefined || registry.isEngine) return image.scan;
    return await registry.scan(image.repository, image.digest);
  } catch (error) {
    return { problem: errorText(error) };
  }
}

function usersOf(settings: Settings, isMeant: (uri: string) => boolean): Language[] {
  return languages.filter((language) => {
    const uri = settings.image(language);
    return uri !== undefined && isMeant(uri);
  });
}

function isOf(uri: string, repository: Repository): boolean {
  const { registry = '', repository: name } = parseImageUri(uri);
  return `${registry}/${name}` === repository.uri;
}
