import * as vscode from 'vscode';
import { shortImage } from '../../core/aws/imageUri.ts';
import { languageName } from '../../core/runs/language.ts';
import type { Language } from '../../core/runs/runSpec.ts';
import { commandIds } from '../ids.ts';
import type { Settings } from '../settings.ts';

/** Says that an image is ready: whoever started a build of minutes looks elsewhere by then. */
export async function notifyBuilt(uri: string, language: Language, settings: Settings): Promise<void> {
  if (settings.notifications() !== 'always') return;
  const run = vscode.l10n.t('Run Script');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The image {0} is ready. {1} scripts of this workspace run in it from now on.',
      shortImage(uri),
      languageName(language),
    ),
    run,
  );
  if (chosen === run) await vscode.commands.executeCommand(commandIds.run);
}
