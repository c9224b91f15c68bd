import * as vscode from 'vscode';
import { listImages } from '../../app/images/listImages.ts';
import type { Backend } from '../../core/ports/backend.ts';
import { imageText } from './imageText.ts';
import type { ImageNode, RepositoryNode } from './tree/nodes.ts';
import { languageNames } from './tree/renderImagesNode.ts';

/** Lines of what goes that the question lists. */
const mostLines = 12;

/**
 * Asks whether repositories and images are to be deleted, and says what goes with them. What is the workspace's image may be forgotten with
 * it: else the next run asks what to do without it. Undefined when they are to stay.
 */
export async function confirmDeletion(
  backend: Backend,
  repositories: readonly RepositoryNode[],
  images: readonly ImageNode[],
): Promise<'delete' | 'deleteAndForget' | undefined> {
  const lines = images.map(({ image }) => imageText(image));
  for (const { repository } of repositories) {
    const { length } = await listImages({ backend, repository: repository.name });
    lines.push(repositoryLine(repository.name, length));
  }
  const used = [...new Set([...images, ...repositories].flatMap(({ usedFor }) => usedFor))];
  const remove = vscode.l10n.t('Delete');
  const forget = vscode.l10n.t('Delete and Forget');
  const chosen = await vscode.window.showWarningMessage(
    question(lines, repositories.length > 0),
    { modal: true, detail: detail(backend, lines, languageNames(used)) },
    ...(used.length > 0 ? [remove, forget] : [remove]),
  );
  if (chosen === undefined) return undefined;
  return chosen === forget ? 'deleteAndForget' : 'delete';
}

function question(lines: readonly string[], hasRepository: boolean): string {
  if (lines.length === 1) return vscode.l10n.t('Delete {0}?', lines[0] ?? '');
  return hasRepository
    ? vscode.l10n.t('Delete these {0} images and repositories?', lines.length)
    : vscode.l10n.t('Delete {0} images?', lines.length);
}

function detail({ registry }: Backend, lines: readonly string[], used: string): string {
  const shown = lines.slice(0, mostLines).map((line) => `• ${line}`);
  if (lines.length > mostLines) shown.push(vscode.l10n.t('… and {0} more', lines.length - mostLines));
  const place = registry.isEngine
    ? vscode.l10n.t('What is deleted goes from this machine.')
    : vscode.l10n.t('What is deleted goes from Amazon ECR, for everybody who uses the account.');
  return [
    // One alone is in the question.
    ...(lines.length > 1 ? [shown.join('\n')] : []),
    `${place} ${vscode.l10n.t('A job that ran in it cannot be run again in the same image.')}`,
    ...(used === '' ? [] : [usedText(used, registry.isEngine)]),
  ].join('\n\n');
}

function usedText(languages: string, isLocal: boolean): string {
  return isLocal
    ? vscode.l10n.t(
        'This workspace’s {0} scripts run in what is deleted. Delete: their next run asks whether to build it again. Delete and Forget: they run with this machine’s {0}, without an image.',
        languages,
      )
    : vscode.l10n.t(
        'This workspace’s {0} scripts run in what is deleted. Delete: their next run asks whether to build it again. Delete and Forget: it asks for an image.',
        languages,
      );
}

function repositoryLine(name: string, images: number): string {
  if (images === 0) return vscode.l10n.t('the repository {0}, which is empty', name);
  return images === 1
    ? vscode.l10n.t('the repository {0} with its one image', name)
    : vscode.l10n.t('the repository {0} with all of its {1} images', name, images);
}
