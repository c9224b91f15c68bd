import * as vscode from 'vscode';
import { deleteImages, type DeletedImages } from '../../app/images/deleteImages.ts';
import { listImages } from '../../app/images/listImages.ts';
import { AppError } from '../../core/errors.ts';
import { formatBytes } from '../../core/format.ts';
import { orderedTags, shortDigest } from '../../core/images/imageName.ts';
import type { Backend } from '../../core/ports/backend.ts';
import type { CommandHandler } from '../commands/registerCommands.ts';
import type { Services } from '../services.ts';
import { clickedNodes, imageArgument } from './imageArgument.ts';
import type { ImagesView } from './imagesView.ts';
import { languages } from './loadNodes.ts';
import type { ImageNode, RepositoryNode } from './nodes.ts';
import { languageNames } from './renderImagesNode.ts';

/** Lines of what goes that a question lists. */
const mostLines = 12;

/** Deletes images and repositories after a question that says what goes. */
export function deleteImagesCommand(services: Services, view: ImagesView): CommandHandler {
  return async (...args) => {
    let nodes = clickedNodes(args);
    // By its key, Delete is for what is selected. A row that was clicked and has gone since stands for nothing else.
    if (args.length === 0) nodes = [...view.selection];
    if (nodes.length === 0) {
      const picked = await imageArgument(undefined, services, vscode.l10n.t('Delete which image?'));
      if (picked) nodes = [picked];
    }
    const [first] = nodes;
    if (!first) return;
    const whole = nodes.filter((node) => node.kind === 'repository');
    // What goes with its repository is not named twice.
    const single = nodes
      .filter((node) => node.kind === 'image')
      .filter(({ parent }) => !whole.some(({ repository }) => repository.uri === parent.repository.uri));
    const { connection } = first.kind === 'repository' ? first : first.parent;
    const backend = await services.backends.get(connection);
    if (!(await confirm(backend, whole, single))) return;
    const deletions = [
      ...single.map(({ image }) => ({ repository: image.repository, digest: image.digest })),
      ...whole.map(({ repository }) => ({ repository: repository.name })),
    ];
    const done = await withDeletionProgress(deletions.length, (onProgress, signal) =>
      deleteImages({ backend, deletions, onProgress, signal }),
    );
    await forgetUsed([...single, ...whole], done, services);
    view.refresh();
    throwFailures(done.failures);
  };
}

/** One error for all that could not be deleted. */
export function throwFailures(failures: readonly AppError[]): void {
  const [first] = failures;
  if (first === undefined) return;
  if (failures.length === 1) throw first;
  throw new AppError(first.code, failures.map(({ message }) => message).join(' '));
}

/** Shows how far a deletion is; it can be cancelled between two. */
export async function withDeletionProgress<T>(
  count: number,
  work: (onProgress: (done: number) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Deleting images'), cancellable: true },
    async (progress, token) => {
      const cancelled = new AbortController();
      token.onCancellationRequested(() => {
        cancelled.abort();
      });
      return work((done) => {
        progress.report({ message: vscode.l10n.t('{0} of {1}', done + 1, count), increment: 100 / count });
      }, cancelled.signal);
    },
  );
}

async function confirm(
  backend: Backend,
  repositories: readonly RepositoryNode[],
  images: readonly ImageNode[],
): Promise<boolean> {
  const lines = images.map(imageLine);
  for (const { repository } of repositories) {
    const { length } = await listImages({ backend, repository: repository.name });
    lines.push(repositoryLine(repository.name, length));
  }
  const shown = lines.slice(0, mostLines).map((line) => `• ${line}`);
  if (lines.length > mostLines) shown.push(vscode.l10n.t('… and {0} more', lines.length - mostLines));
  const used = [...new Set([...images, ...repositories].flatMap(({ usedFor }) => usedFor))];
  const place = backend.registry.isEngine
    ? vscode.l10n.t('What is deleted goes from this machine.')
    : vscode.l10n.t('What is deleted goes from Amazon ECR, for everybody who uses the account.');
  const parts = [
    shown.join('\n'),
    `${place} ${vscode.l10n.t('A job that ran in it cannot be run again in the same image.')}`,
    ...(used.length > 0
      ? [vscode.l10n.t('Runs of {0} scripts in this workspace use it now.', languageNames(used))]
      : []),
  ];
  const remove = vscode.l10n.t('Delete');
  const chosen = await vscode.window.showWarningMessage(
    lines.length === 1
      ? vscode.l10n.t('Delete {0}?', lines[0] ?? '')
      : repositories.length === 0
        ? vscode.l10n.t('Delete {0} images?', lines.length)
        : vscode.l10n.t('Delete these {0} images and repositories?', lines.length),
    { modal: true, detail: parts.join('\n\n') },
    remove,
  );
  return chosen === remove;
}

function repositoryLine(name: string, images: number): string {
  if (images === 0) return vscode.l10n.t('the repository {0}, which is empty', name);
  return images === 1
    ? vscode.l10n.t('the repository {0} with its one image', name)
    : vscode.l10n.t('the repository {0} with all of its {1} images', name, images);
}

function imageLine({ image, parent }: ImageNode): string {
  const { tags, digest, size } = image;
  const name = tags.length > 0 ? `:${orderedTags(tags).join(', :')}` : `@${shortDigest(digest)}`;
  return `${parent.repository.name}${name}${size === undefined ? '' : ` (${formatBytes(size)})`}`;
}

/** The workspace's image that is no more is not its image any longer. */
async function forgetUsed(
  nodes: readonly (RepositoryNode | ImageNode)[],
  { deleted }: DeletedImages,
  { settings }: Services,
): Promise<void> {
  const gone = nodes.filter((node) =>
    deleted.some(({ repository, digest }) =>
      node.kind === 'repository'
        ? digest === undefined && repository === node.repository.name
        : digest === node.image.digest && repository === node.image.repository,
    ),
  );
  for (const language of languages)
    if (gone.some(({ usedFor }) => usedFor.includes(language))) await settings.saveImage(language, undefined);
}
