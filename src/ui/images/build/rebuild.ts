import path from 'node:path';
import * as vscode from 'vscode';
import { shortImage } from '../../../core/aws/imageUri.ts';
import { AppError } from '../../../core/errors.ts';
import type { Services } from '../../kit/services.ts';
import type { BuiltFrom } from '../../kit/state/builtImages.ts';
import type { FinishedBuild } from './runBuild.ts';

/** What a build came to: an image, or why there is none, of which a notification has told. */
export type BuildEnd = FinishedBuild | { readonly failed: string };

/** Builds an image again as it was built before, and waits for it; undefined when it was cancelled. */
export type Rebuild = (from: BuiltFrom) => Promise<BuildEnd | undefined>;

/**
 * Before a run: when the image was built here, and its Dockerfile or a file that it copies changed since, the user may have it built
 * again. Returns the image to run in. `CancellationError` when they leave the question, or cancel the build; `BuildFailed` when that fails.
 */
export async function offerRebuild(image: string, services: Services, rebuildImage: Rebuild): Promise<string> {
  const from = services.builtImages.find(image);
  if (!from || from.isQuiet === true || !(await hasChanged(from, services))) return image;
  const rebuild = vscode.l10n.t('Rebuild and Run');
  const run = vscode.l10n.t('Run Anyway');
  const quiet = vscode.l10n.t('Don’t Ask for This Image');
  const file = path.basename(from.dockerfile);
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} or a file that it copies changed since the image was built.', file),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0} is the image of this run. Built again, it takes a while; the script runs right after.',
        shortImage(image),
      ),
    },
    rebuild,
    run,
    quiet,
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  if (chosen === quiet) await services.builtImages.save(image, { ...from, isQuiet: true });
  return chosen === rebuild ? rebuilt(from, rebuildImage) : image;
}

/** Builds an image again and gives its URI. `BuildFailed` when that fails, `CancellationError` when it is cancelled. */
export async function rebuilt(from: BuiltFrom, rebuild: Rebuild): Promise<string> {
  const built = await rebuild(from);
  if (built === undefined) throw new vscode.CancellationError();
  if (!('failed' in built)) return built.uri;
  const file = path.basename(from.dockerfile);
  throw new AppError(
    'BuildFailed',
    vscode.l10n.t('The image of {0} was not built, so nothing was run. {1}', file, built.failed),
    { isTold: true },
  );
}

/** What cannot be read any more is no reason to hold up a run. */
async function hasChanged(
  { dockerfile, context, fingerprint }: BuiltFrom,
  { files, logger }: Services,
): Promise<boolean> {
  try {
    const { changedSince } = await import('../../../app/images/fingerprint.ts');
    return (await changedSince(fingerprint, { dockerfile, context, files })) !== undefined;
  } catch (error) {
    logger.warn(`cannot tell whether ${dockerfile} changed: ${String(error)}`);
    return false;
  }
}
