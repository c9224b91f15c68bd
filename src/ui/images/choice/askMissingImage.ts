import * as vscode from 'vscode';
import { processImage } from '../../../core/aws/container.ts';
import { shortImage } from '../../../core/aws/imageUri.ts';
import type { Connection } from '../../../core/connection.ts';
import type { AppError } from '../../../core/errors.ts';
import { languageName, type Language } from '../../../core/scripts/language.ts';
import type { BuiltFrom } from '../../kit/state/builtImages.ts';
import { rebuilt, type Rebuild } from '../build/rebuild.ts';
import { commandIds } from '../../kit/ids.ts';
import type { Services } from '../../kit/services.ts';
import { askImage } from './askImage.ts';

export interface MissingImage {
  readonly image: string;
  readonly language: Language;
  readonly connection: Connection;
  readonly services: Services;
  readonly rebuild: Rebuild;
}

/**
 * Asks what a run is to do whose image is not there any more: nothing of it happened yet. Returns the image to run in, `local/host` for none.
 * `CancellationError` when nothing is to be run now, `BuildFailed` when building it again fails.
 */
export async function askMissingImage(missing: MissingImage): Promise<string> {
  const { image, language, connection, services, rebuild } = missing;
  const isLocal = connection.kind === 'local';
  const from = await builtFrom(image, services);
  const again = from
    ? vscode.l10n.t('Build Again')
    : isLocal
      ? vscode.l10n.t('Build Image')
      : vscode.l10n.t('Build and Push');
  const select = vscode.l10n.t('Select Image…');
  const without = vscode.l10n.t('Run Without an Image');
  const detail = [
    isWorkspaces(missing)
      ? vscode.l10n.t(
          '{0} scripts of this workspace are to run in it, and nothing was run yet.',
          languageName(language),
        )
      : vscode.l10n.t('This run is to use it, and nothing was run yet.'),
    ...(from ? [vscode.l10n.t('It was built from {0}.', vscode.workspace.asRelativePath(from.dockerfile))] : []),
    ...(isLocal ? [withoutText(missing)] : []),
  ];
  const chosen = await vscode.window.showWarningMessage(
    isLocal
      ? vscode.l10n.t('The image {0} is not on this machine any more.', shortImage(image))
      : vscode.l10n.t('The image {0} is not in Amazon ECR any more.', shortImage(image)),
    { modal: true, detail: detail.join(' ') },
    ...[again, select, ...(isLocal ? [without] : [])],
  );
  switch (chosen) {
    case again:
      if (from) return rebuilt(from, rebuild);
      // The message that it is ready leads on to the run.
      void vscode.commands.executeCommand(commandIds.buildImage);
      throw new vscode.CancellationError();
    case select:
      return askImage(language, services);
    case without:
      // Else every run would ask again.
      if (isWorkspaces(missing)) await services.settings.saveImage(language, undefined);
      return processImage;
    case undefined:
    default:
      throw new vscode.CancellationError();
  }
}

/** Asks what a run is to do when this machine's engine cannot be asked for its image. Undefined when it is to be asked again. */
export async function askEngineSilent(problem: AppError, missing: MissingImage): Promise<string | undefined> {
  const { image, language } = missing;
  const again = vscode.l10n.t('Try Again');
  const without = vscode.l10n.t('Run Without an Image');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('The image {0} cannot be used now.', shortImage(image)),
    {
      modal: true,
      detail: `${problem.message}\n\n${vscode.l10n.t('Without an image: this machine’s {0}, this time.', languageName(language))}`,
    },
    again,
    without,
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen === without ? processImage : undefined;
}

/** What the image was built from here, while that is there. */
async function builtFrom(image: string, { builtImages, files }: Services): Promise<BuiltFrom | undefined> {
  const from = builtImages.find(image);
  return from && (await files.info(from.dockerfile))?.kind === 'file' ? from : undefined;
}

function isWorkspaces({ image, language, services }: MissingImage): boolean {
  return services.settings.image(language) === image;
}

function withoutText(missing: MissingImage): string {
  const name = languageName(missing.language);
  return isWorkspaces(missing)
    ? vscode.l10n.t('Without an image, this machine’s {0} runs them, until you select or build another.', name)
    : vscode.l10n.t('Without an image, this machine’s {0} runs it.', name);
}
