import * as vscode from 'vscode';
import { cleanUp, keptDays, planCleanUp, type CleanUpPlan } from '../../app/images/cleanUp.ts';
import { formatBytes } from '../../core/format.ts';
import type { CommandHandler } from '../commands/registerCommands.ts';
import type { Services } from '../services.ts';
import { throwFailures, withDeletionProgress } from './deleteImagesCommand.ts';
import { imageText } from './imageText.ts';
import type { ImagesView } from './imagesView.ts';

const mostLines = 10;

/** Removes the images that this product built on this machine and that nobody needs any more, after a question that names them. */
export function cleanUpCommand(services: Services, view: ImagesView): CommandHandler {
  return async () => {
    const { backends, engines, settings, clock } = services;
    const backend = await backends.get({ kind: 'local' });
    const engine = await engines.find();
    const keep = settings.everyImage();
    const plan = await vscode.window.withProgress(
      { location: { viewId: view.id }, title: vscode.l10n.t('Looking for images that nobody needs') },
      () => planCleanUp({ backend, engine, keep, now: clock.now() }),
    );
    const count = plan.images.length + plan.leftovers.length;
    if (count === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'There is nothing to clean up: every image that was built here is the newest of its repository, tagged latest, or was used in the last {0} days. What else {1} keeps, such as its build cache and images of other programs, its own tools remove.',
          keptDays,
          engine.name,
        ),
      );
      return;
    }
    if (!(await confirm(plan, count, engine.name))) return;
    const { removed, freed, failures } = await withDeletionProgress(count, (onProgress, signal) =>
      cleanUp({ backend, engine, plan, onProgress, signal }),
    );
    view.refresh();
    void vscode.window.showInformationMessage(
      removed === 1
        ? vscode.l10n.t('1 image removed, {0} of disk freed.', formatBytes(freed))
        : vscode.l10n.t('{0} images removed, {1} of disk freed.', removed, formatBytes(freed)),
    );
    throwFailures(failures);
  };
}

/** Says what goes, how much that is, and what stays. */
async function confirm({ images, leftovers, size }: CleanUpPlan, count: number, engine: string): Promise<boolean> {
  const { l10n } = vscode;
  const lines = images.slice(0, mostLines).map((image) => `• ${imageText(image)}`);
  if (images.length > mostLines) lines.push(l10n.t('… and {0} more', images.length - mostLines));
  if (leftovers.length > 0)
    lines.push(`• ${l10n.t('{0} earlier builds for AWS that have no name any more', leftovers.length)}`);
  const detail = [
    l10n.t('Removed from {0} on this machine:', engine),
    ...lines,
    '',
    l10n.t(
      'These stay: the newest image of each repository, those tagged latest, this workspace’s, those that a job of the last {0} days ran in, and all that was not built here.',
      keptDays,
    ),
  ];
  const remove = l10n.t('Clean Up');
  const chosen = await vscode.window.showWarningMessage(
    count === 1
      ? l10n.t('Remove 1 old image? That frees up to {0}.', formatBytes(size))
      : l10n.t('Remove {0} old images? That frees up to {1}.', count, formatBytes(size)),
    { modal: true, detail: detail.join('\n') },
    remove,
  );
  return chosen === remove;
}
