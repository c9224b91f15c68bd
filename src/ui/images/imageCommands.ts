import * as vscode from 'vscode';
import { AppError } from '../../core/errors.ts';
import { isRepositoryName } from '../../core/images/repositoryName.ts';
import { imageUri } from '../../core/images/imageName.ts';
import type { Services } from '../kit/services.ts';
import { imageArgument, repositoryArgument } from './imageArgument.ts';
import type { ImagesView } from './tree/imagesView.ts';
import { languageOfImage } from './choice/languageOfImage.ts';
import { languageNames } from './tree/renderImagesNode.ts';

/** Copies the URI of an image as runs name it. */
export async function copyImageUri(argument: unknown, services: Services): Promise<void> {
  const node = await imageArgument(argument, services, vscode.l10n.t('Copy the URI of which image?'));
  if (node) await copy(imageUri(node.parent.repository, node.image));
}

/** Copies the URI of a repository. */
export async function copyRepositoryUri(argument: unknown, services: Services): Promise<void> {
  const node = await repositoryArgument(argument, services, vscode.l10n.t('Copy the URI of which repository?'));
  if (node) await copy((node.kind === 'repository' ? node : node.parent).repository.uri);
}

async function copy(uri: string): Promise<void> {
  await vscode.env.clipboard.writeText(uri);
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} copied', uri), 3000);
}

/** The image of the workspace's next runs. */
export async function useImage(argument: unknown, services: Services): Promise<void> {
  const node = await imageArgument(argument, services, vscode.l10n.t('Use which image for this workspace?'));
  const language = node && (await languageOfImage(node, services));
  if (!language) return;
  const uri = imageUri(node.parent.repository, node.image);
  // The view hears of it as of any change of settings.
  await services.settings.saveImage(language, uri);
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} scripts now run in {1}', languageNames([language]), uri), 5000);
}

/** Makes an empty repository of a name that the user types. */
export async function createRepositoryCommand(services: Services, view: ImagesView): Promise<void> {
  const { registry } = await services.backends.get(services.settings.connection());
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New repository'),
    prompt: vscode.l10n.t('A repository holds the versions of one image. Building an image makes its own.'),
    placeHolder: 'my-study',
    validateInput: (value) =>
      isRepositoryName(value.trim())
        ? undefined
        : vscode.l10n.t('At least two lowercase letters or digits, parted by . _ - or /'),
  });
  if (name === undefined) return;
  await registry.createRepository(name.trim());
  view.refresh();
}

/** Opens AWS's page of a repository or an image. */
export async function openImageInConsole(argument: unknown, services: Services): Promise<void> {
  const node = await repositoryArgument(argument, services, vscode.l10n.t('Open which repository?'));
  if (!node) return;
  const { connection, repository } = node.kind === 'repository' ? node : node.parent;
  const { registry } = await services.backends.get(connection);
  const url = registry.consoleUrl(repository, node.kind === 'image' ? node.image.digest : undefined);
  if (url === undefined) {
    const message = vscode.l10n.t('{0} is on this machine: there is no page in the AWS console.', repository.name);
    throw new AppError('InvalidArgument', message);
  }
  await vscode.env.openExternal(vscode.Uri.parse(url));
}
