import * as vscode from 'vscode';
import { cleanUp, keptDays, planCleanUp, type CleanUpPlan } from '../../app/images/cleanUp.ts';
import { formatBytes } from '../../core/format.ts';
import type { RegistryImage } from '../../core/ports/imageRegistry.ts';
import type { Services } from '../kit/services.ts';
import { throwFailures, withDeletionProgress } from './deleteImagesCommand.ts';
import { imageText } from './imageText.ts';
import type { ImagesView } from './tree/imagesView.ts';

const mostLines = 10;

/** Removes the images that this product built on this machine and that nobody needs any more, after a question that names them. */
export async function cleanUpImages(services: Services, view: ImagesView): Promise<void> {
  const { backends, engines, settings, clock } = services;
  const backend = await backends.get({ kind: 'local' });
  const engine = await engines.find();
  const keep = settings.everyImage();
  const plan = await vscode.window.withProgress(
    { location: { viewId: view.id }, title: vscode.l10n.t('Looking for images that nobody needs') },
    () => planCleanUp({ backend, engine, keep, now: clock.now() }),
  );
  if (plan.images.length + plan.earlier.length + plan.leftovers.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is nothing to clean up: every image that was built here is the newest of its repository, tagged latest, this workspace’s or in use by a job. Delete… in the Images view removes also those.',
      ),
    );
    return;
  }
  const chosen = plan.earlier.length > 0 ? await choose(plan) : plan;
  const count = chosen === undefined ? 0 : chosen.images.length + chosen.leftovers.length;
  if (chosen === undefined || count === 0 || !(await confirm(chosen, count, engine.name))) return;
  const { removed, freed, failures } = await withDeletionProgress(count, (onProgress, signal) =>
    cleanUp({ backend, engine, plan: chosen, onProgress, signal }),
  );
  view.refresh();
  void vscode.window.showInformationMessage(
    removed === 1
      ? vscode.l10n.t('1 image removed, {0} of disk freed.', formatBytes(freed))
      : vscode.l10n.t('{0} images removed, {1} of disk freed.', removed, formatBytes(freed)),
  );
  throwFailures(failures);
}

/**
 * Asks which images go. What nobody needs is ticked; what a past job ran in is not, as that could not be run again in the same one.
 * Undefined when the question is left.
 */
async function choose({ images, earlier, leftovers, size }: CleanUpPlan): Promise<CleanUpPlan | undefined> {
  const nameless = { label: leftoversText(leftovers), picked: true, images: [] as readonly RegistryImage[] };
  const items = [
    ...images.map((image) => ({ label: imageText(image), picked: true, images: [image] })),
    ...(leftovers.length > 0 ? [nameless] : []),
    ...earlier.map((image) => ({
      label: imageText(image),
      description: vscode.l10n.t(
        'a job of the last {0} days ran in it, and could not run again in the same one',
        keptDays,
      ),
      picked: false,
      images: [image],
    })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Clean Up Images'),
    placeHolder: vscode.l10n.t('Tick what is to be removed'),
    canPickMany: true,
  });
  if (picked === undefined) return undefined;
  const chosen = picked.flatMap((item) => item.images);
  const bytes = (of: readonly RegistryImage[]): number => of.reduce((sum, image) => sum + (image.size ?? 0), 0);
  const hasLeftovers = picked.some((item) => item === nameless);
  return {
    images: chosen,
    earlier: earlier.filter((image) => !chosen.includes(image)),
    leftovers: hasLeftovers ? leftovers : [],
    size: bytes(chosen) + (hasLeftovers ? size - bytes(images) : 0),
  };
}

function leftoversText({ length }: readonly string[]): string {
  return vscode.l10n.t('{0} earlier builds for AWS that have no name any more', length);
}

/** Says what goes, how much that is, and what stays. */
async function confirm({ images, leftovers, size }: CleanUpPlan, count: number, engine: string): Promise<boolean> {
  const lines = images.slice(0, mostLines).map((image) => `• ${imageText(image)}`);
  if (images.length > mostLines) lines.push(vscode.l10n.t('… and {0} more', images.length - mostLines));
  if (leftovers.length > 0) lines.push(`• ${leftoversText(leftovers)}`);
  const detail = [
    vscode.l10n.t('Removed from {0} on this machine:', engine),
    ...lines,
    '',
    vscode.l10n.t(
      'These stay: the newest image of each repository, those tagged latest, this workspace’s, and all that is not in this list.',
    ),
  ];
  const remove = vscode.l10n.t('Clean Up');
  const chosen = await vscode.window.showWarningMessage(
    count === 1
      ? vscode.l10n.t('Remove 1 old image? That frees up to {0}.', formatBytes(size))
      : vscode.l10n.t('Remove {0} old images? That frees up to {1}.', count, formatBytes(size)),
    { modal: true, detail: detail.join('\n') },
    remove,
  );
  return chosen === remove;
}
