import * as vscode from 'vscode';
import type { Language } from '../../core/runs/runSpec.ts';
import { languageOf } from '../../core/runs/language.ts';
import { askImage } from '../connection/askImage.ts';
import type { Settings } from '../settings.ts';

/** Asks for the image of the open script's language, or of one that the user picks. */
export async function selectImage(settings: Settings): Promise<void> {
  const open = vscode.window.activeTextEditor?.document.uri;
  const language = (open && languageOf(open.fsPath)) ?? (await pickLanguage());
  if (language) await askImage(language, settings);
}

async function pickLanguage(): Promise<Language | undefined> {
  const items: (vscode.QuickPickItem & { language: Language })[] = [
    { label: 'R', language: 'r' },
    { label: 'Python', language: 'python' },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Image for scripts in which language?'),
  });
  return picked?.language;
}
