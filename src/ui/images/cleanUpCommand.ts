import * as vscode from 'vscode';
import { cleanUp, keptDays, planCleanUp, type CleanUpPlan } from '../../app/images/cleanUp.ts';
import { formatBytes } from '../../core/format.ts';
import { orderedTags, shortDigest } from '../../core/images/imageName.ts';
import type { CommandHandler } from '../commands/registerCommands.ts';
import type { Services } from '../services.ts';
import { throwFailures, withDeletionProgress } from './deleteImagesCommand.ts';
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
          'There is nothing to clean up: every image is the newest of its repository, tagged latest, or was used in the last {0} days.',
          keptDays,
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

async function confirm({ images, leftovers, size }: CleanUpPlan, count: number, engine: string): Promise<boolean> {
  const lines = images.slice(0, mostLines).map(({ repository, tags, digest }) => {
    const name = tags.length > 0 ? `:${orderedTags(tags).join(', :')}` : `@${shortDigest(digest)}`;
    return `• ${repository}${name}`;
  });
  if (images.length > mostLines) lines.push(vscode.l10n.t('… and {0} more', images.length - mostLines));
  if (leftovers.length > 0)
    lines.push(`• ${vscode.l10n.t('{0} earlier builds for AWS that have no name any more', leftovers.length)}`);
  const stays = vscode.l10n.t(
    'The newest image of each repository stays, and what is tagged latest, is this workspace’s image, or was used by a job of the last {0} days. Images that did not come from here are not touched.',
    keptDays,
  );
  const remove = vscode.l10n.t('Clean Up');
  const chosen = await vscode.window.showWarningMessage(
    count === 1
      ? vscode.l10n.t('Remove 1 image from {0}, up to {1}?', engine, formatBytes(size))
      : vscode.l10n.t('Remove {0} images from {1}, up to {2}?', count, engine, formatBytes(size)),
    { modal: true, detail: [lines.join('\n'), stays].join('\n\n') },
    remove,
  );
  return chosen === remove;
}
