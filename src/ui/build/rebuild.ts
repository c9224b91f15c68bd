import path from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../core/errors.ts';
import type { Services } from '../services.ts';
import type { BuiltFrom } from './builtImages.ts';
import type { FinishedBuild } from './runBuild.ts';

/** Builds an image again as it was built before, and waits for it; undefined when it did not come about. */
export type Rebuild = (from: BuiltFrom) => Promise<FinishedBuild | undefined>;

/**
 * Before a run: when the image was built here, and its Dockerfile or a file that it copies changed since, the user may have it built
 * again. Returns the image to run in. `CancellationError` when they leave the question; `BuildFailed` when the new build ends without one.
 */
export async function offerRebuild(image: string, services: Services, rebuildImage: Rebuild): Promise<string> {
  const from = services.builtImages.find(image);
  if (!from || from.isQuiet === true || !(await hasChanged(from, services))) return image;
  const rebuild = vscode.l10n.t('Rebuild');
  const run = vscode.l10n.t('Run Anyway');
  const quiet = vscode.l10n.t('Don’t Ask for This Image');
  const file = path.basename(from.dockerfile);
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} or a file that it copies changed since the image was built.', file),
    { modal: true, detail: vscode.l10n.t('Image: {0}', image) },
    rebuild,
    run,
    quiet,
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  if (chosen === quiet) await services.builtImages.save(image, { ...from, isQuiet: true });
  return chosen === rebuild ? rebuilt(from, rebuildImage) : image;
}

/** Builds an image again and gives its URI. `BuildFailed` when that ends without one. */
export async function rebuilt(from: BuiltFrom, rebuild: Rebuild): Promise<string> {
  const built = await rebuild(from);
  if (built) return built.uri;
  const file = path.basename(from.dockerfile);
  throw new AppError(
    'BuildFailed',
    vscode.l10n.t('The image of {0} was not built, so nothing was run. Its terminal tells why.', file),
  );
}

/** What cannot be read any more is no reason to hold up a run. */
async function hasChanged(
  { dockerfile, context, fingerprint }: BuiltFrom,
  { files, logger }: Services,
): Promise<boolean> {
  try {
    const { changedSince } = await import('./building.ts');
    return (await changedSince(fingerprint, { dockerfile, context, files })) !== undefined;
  } catch (error) {
    logger.warn(`cannot tell whether ${dockerfile} changed: ${String(error)}`);
    return false;
  }
}
