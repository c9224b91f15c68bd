import path from 'node:path';
import * as vscode from 'vscode';
import { shortImage } from '../../../core/aws/imageUri.ts';
import { languageName, languageOf, type Language } from '../../../core/scripts/language.ts';
import { commandIds } from '../../kit/ids.ts';
import type { Services } from '../../kit/services.ts';

export interface ReadyImage {
  readonly uri: string;
  /** Whose scripts run in it from now on. */
  readonly language: Language;
  /** What it was built from; a path. */
  readonly dockerfile: string;
}

/**
 * Says that an image is ready: whoever started a build of minutes looks elsewhere by then. Its button runs the script that the Dockerfile
 * was made for, where that is known.
 */
export async function notifyBuilt({ uri, language, dockerfile }: ReadyImage, services: Services): Promise<void> {
  if (services.settings.notifications() !== 'always') return;
  const script = await scriptOf(dockerfile, language, services);
  const run =
    script === undefined ? vscode.l10n.t('Run Script') : vscode.l10n.t('Run {0}', path.basename(script.fsPath));
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The image {0} is ready. {1} scripts of this workspace run in it from now on.',
      shortImage(uri),
      languageName(language),
    ),
    run,
  );
  if (chosen === run) await vscode.commands.executeCommand(commandIds.run, ...(script ? [script] : []));
}

async function scriptOf(
  dockerfile: string,
  language: Language,
  { builtImages, files }: Services,
): Promise<vscode.Uri | undefined> {
  const script = builtImages.script(dockerfile);
  if (script === undefined || languageOf(script) !== language) return undefined;
  return (await files.info(script))?.kind === 'file' ? vscode.Uri.file(script) : undefined;
}
