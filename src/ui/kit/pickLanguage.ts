import * as vscode from 'vscode';
import { languageName, type Language } from '../../core/scripts/language.ts';

/** Asks for a language; undefined when the question is left. `isKept`: also while the user does something else meanwhile. */
export async function pickLanguage(question: string, isKept = false): Promise<Language | undefined> {
  const items = (['r', 'python'] as const).map((language) => ({ label: languageName(language), language }));
  return (await vscode.window.showQuickPick(items, { placeHolder: question, ignoreFocusOut: isKept }))?.language;
}
