import * as vscode from 'vscode';
import { listImages, listRepositories } from '../../../app/images/listImages.ts';
import { formatAge } from '../../../core/age.ts';
import { processImage } from '../../../core/aws/container.ts';
import { shortImage } from '../../../core/aws/imageUri.ts';
import { errorText } from '../../../core/errors.ts';
import { formatBytes } from '../../../core/format.ts';
import { imageUri } from '../../../core/images/imageName.ts';
import type { RegistryImage, Repository } from '../../../core/ports/imageRegistry.ts';
import { imageInterpreter, languageName, type Language } from '../../../core/scripts/language.ts';
import { commandIds } from '../../kit/ids.ts';
import type { Services } from '../../kit/services.ts';

/** Repositories, and images of each, that are offered. */
const most = { repositories: 50, images: 5 };
/** What an engine or SageMaker takes for an image: `repository`, with registry, tag and digest where they are needed. */
const imagePattern = /^[a-z0-9][a-z0-9._:/-]*(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/u;

interface ImageItem extends vscode.QuickPickItem {
  /** The image, or what else is to be done. */
  readonly choice: { readonly image: string } | 'type' | 'build' | 'none';
}

/**
 * Asks for the image of a language's runs on the current connection and remembers it: one of the connection's own, or a URI that is typed.
 * `local/host` when the user wants none. `CancellationError` when the question is left.
 */
export async function askImage(language: Language, services: Services): Promise<string> {
  const picked = await vscode.window.showQuickPick(items(language, services), {
    title: vscode.l10n.t('Image for {0} scripts', languageName(language)),
    placeHolder: vscode.l10n.t(
      'It has to hold {0}, and the packages that the scripts need',
      imageInterpreter[language],
    ),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined) throw new vscode.CancellationError();
  if (picked.choice === 'build') {
    void vscode.commands.executeCommand(commandIds.buildImage);
    throw new vscode.CancellationError();
  }
  if (picked.choice === 'none') {
    await services.settings.saveImage(language, undefined);
    return processImage;
  }
  const image = picked.choice === 'type' ? await typeImage(language, services) : picked.choice.image;
  await services.settings.saveImage(language, image);
  return image;
}

async function items(language: Language, services: Services): Promise<ImageItem[]> {
  const { settings, logger } = services;
  const type: ImageItem = { label: `$(edit) ${vscode.l10n.t('Type a URI…')}`, choice: 'type' };
  const build: ImageItem = { label: `$(package) ${vscode.l10n.t('Build One from a Dockerfile…')}`, choice: 'build' };
  const none: ImageItem = {
    label: `$(vm) ${vscode.l10n.t('No image')}`,
    description: vscode.l10n.t('the {0} of this machine', languageName(language)),
    choice: 'none',
  };
  const others = settings.connection().kind === 'local' ? [build, type, none] : [build, type];
  try {
    return [...(await ownImages(services)), ...others];
  } catch (error) {
    logger.error('images could not be listed', error);
    return others.map((item) => (item === type ? { ...item, detail: errorText(error) } : item));
  }
}

/** The latest images of the connection's repositories. */
async function ownImages({ backends, settings, clock }: Services): Promise<ImageItem[]> {
  const backend = await backends.get(settings.connection());
  const repositories = (await listRepositories({ backend })).slice(0, most.repositories);
  const found = await Promise.all(
    repositories.map(async (repository) =>
      (await listImages({ backend, repository: repository.name }))
        .filter(({ tags }) => tags.length > 0)
        .slice(0, most.images)
        .map((image) => imageItem(repository, image, clock.now())),
    ),
  );
  return found.flat();
}

function imageItem(repository: Repository, image: RegistryImage, now: Date): ImageItem {
  const told = [
    image.pushed === undefined ? '' : formatAge(image.pushed, now),
    image.size === undefined ? '' : formatBytes(image.size),
  ];
  const uri = imageUri(repository, image);
  return {
    label: shortImage(uri),
    description: told.filter((each) => each !== '').join(' · '),
    choice: { image: uri },
  };
}

async function typeImage(language: Language, { settings }: Services): Promise<string> {
  const image = await vscode.window.showInputBox({
    title: vscode.l10n.t('Image for {0} scripts', languageName(language)),
    prompt:
      settings.connection().kind === 'local'
        ? vscode.l10n.t('Name of an image that Docker, Podman or Finch holds on this machine')
        : vscode.l10n.t('URI of an image in Amazon ECR (AWS’s registry of container images)'),
    placeHolder: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/my-image:latest',
    value: settings.image(language) ?? '',
    ignoreFocusOut: true,
    validateInput: (value) =>
      imagePattern.test(value.trim())
        ? undefined
        : vscode.l10n.t(
            'Write it as name:tag, with the registry before it: account.dkr.ecr.region.amazonaws.com/name:tag.',
          ),
  });
  if (image === undefined) throw new vscode.CancellationError();
  return image.trim();
}
