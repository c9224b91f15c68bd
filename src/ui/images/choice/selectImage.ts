import * as vscode from 'vscode';
import { languageOf } from '../../../core/scripts/language.ts';
import { askImage } from './askImage.ts';
import { activeFile } from '../../kit/activeFile.ts';
import { pickLanguage } from '../../kit/pickLanguage.ts';
import type { Services } from '../../kit/services.ts';

/** Asks for the image of the language of the script in front, or of one that the user picks. */
export async function selectImage(services: Services): Promise<void> {
  const open = activeFile();
  const language =
    (open && languageOf(open.path)) ?? (await pickLanguage(vscode.l10n.t('Image for scripts in which language?')));
  if (language) await askImage(language, services);
}
