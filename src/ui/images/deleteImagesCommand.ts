import * as vscode from 'vscode';
import { deleteImages, type DeletedImages } from '../../app/images/deleteImages.ts';
import { AppError } from '../../core/errors.ts';
import type { Services } from '../kit/services.ts';
import { confirmDeletion } from './confirmDeletion.ts';
import { clickedNodes, imageArgument } from './imageArgument.ts';
import type { ImagesView } from './tree/imagesView.ts';
import { languages } from './tree/loadNodes.ts';
import type { ImageNode, RepositoryNode } from './tree/nodes.ts';

/** Deletes images and repositories after a question that says what goes. */
export async function deleteClickedImages(
  args: readonly unknown[],
  services: Services,
  view: ImagesView,
): Promise<void> {
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
  const answer = await confirmDeletion(backend, whole, single);
  if (answer === undefined) return;
  const deletions = [
    ...single.map(({ image }) => ({ repository: image.repository, digest: image.digest })),
    ...whole.map(({ repository }) => ({ repository: repository.name })),
  ];
  const done = await withDeletionProgress(deletions.length, (onProgress, signal) =>
    deleteImages({ backend, deletions, onProgress, signal }),
  );
  if (answer === 'deleteAndForget') await forget([...single, ...whole], done, services);
  view.refresh();
  throwFailures(done.failures);
}

/** One error for all that could not be deleted. */
export function throwFailures(failures: readonly AppError[]): void {
  const [first] = failures;
  if (first === undefined) return;
  if (failures.length === 1) throw first;
  const { action } = first;
  throw new AppError(first.code, failures.map(({ message }) => message).join(' '), action && { action });
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

/** What was deleted is not the workspace's image any longer. */
async function forget(
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
