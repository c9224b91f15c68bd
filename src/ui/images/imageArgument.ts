import * as vscode from 'vscode';
import { formatAge } from '../../core/age.ts';
import { orderedTags, shortDigest } from '../../core/images/imageName.ts';
import type { Services } from '../kit/services.ts';
import { commandIds } from '../kit/ids.ts';
import { loadImages, loadRepositories } from './tree/loadNodes.ts';
import type { ImageNode, RepositoryNode } from './tree/nodes.ts';
import { isImagesNode } from './tree/nodes.ts';

/** What a command was called on in the view: several when several are selected and the one that was clicked is among them. */
export function clickedNodes(args: readonly unknown[]): (RepositoryNode | ImageNode)[] {
  const [node, selection] = args;
  if (Array.isArray(selection) && selection.includes(node)) return selection.filter(isImagesNode);
  return isImagesNode(node) ? [node] : [];
}

/** The image a command was called on, or the one that the user picks. Undefined when they do not. */
export async function imageArgument(
  argument: unknown,
  services: Services,
  placeHolder: string,
): Promise<ImageNode | undefined> {
  if (isImagesNode(argument) && argument.kind === 'image') return argument;
  const repository = isImagesNode(argument) ? argument : await pickRepository(services, placeHolder);
  return repository?.kind === 'repository' ? pickImage(repository, services, placeHolder) : undefined;
}

/** The repository a command was called on, or that of the image, or the one that the user picks. */
export async function repositoryArgument(
  argument: unknown,
  services: Services,
  placeHolder: string,
): Promise<RepositoryNode | ImageNode | undefined> {
  return isImagesNode(argument) ? argument : pickRepository(services, placeHolder);
}

async function pickRepository(services: Services, placeHolder: string): Promise<RepositoryNode | undefined> {
  const repositories = await loadRepositories(services);
  if (repositories.length === 0) {
    void offerBuild(vscode.l10n.t('There are no images on this connection yet.'));
    return undefined;
  }
  const [only] = repositories;
  if (repositories.length === 1) return only;
  const items = repositories.map((node) => ({ label: node.repository.name, node }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.node;
}

async function pickImage(
  repository: RepositoryNode,
  services: Services,
  placeHolder: string,
): Promise<ImageNode | undefined> {
  const images = (await loadImages(repository, services)).filter((node) => node.kind === 'image');
  if (images.length === 0) {
    void offerBuild(vscode.l10n.t('The repository {0} holds no images yet.', repository.repository.name));
    return undefined;
  }
  const items = images.map((node) => {
    const { tags, digest, pushed } = node.image;
    return {
      label: tags.length > 0 ? orderedTags(tags).join(', ') : shortDigest(digest),
      description: pushed === undefined ? '' : formatAge(pushed, new Date()),
      node,
    };
  });
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.node;
}

async function offerBuild(message: string): Promise<void> {
  const build = vscode.l10n.t('Build and Push Image');
  if ((await vscode.window.showInformationMessage(message, build)) === build)
    await vscode.commands.executeCommand(commandIds.buildImage);
}
