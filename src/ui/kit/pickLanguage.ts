import * as vscode from 'vscode';
import type { Language } from '../../core/runs/runSpec.ts';
import { languageName } from '../../core/runs/language.ts';

/** Asks for a language; undefined when the question is left. `isKept`: also while the user does something else meanwhile. */
export async function pickLanguage(question: string, isKept = false): Promise<Language | undefined> {
  const items = (['r', 'python'] as const).map((language) => ({ label: languageName(language), language }));
  return (await vscode.window.showQuickPick(items, { placeHolder: question, ignoreFocusOut: isKept }))?.language;
}
