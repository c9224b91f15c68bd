import * as vscode from 'vscode';
import type { Language } from '../../core/runs/runSpec.ts';

/** Asks for a language; undefined when the question is left. */
export async function pickLanguage(question: string): Promise<Language | undefined> {
  const items: (vscode.QuickPickItem & { language: Language })[] = [
    { label: 'R', language: 'r' },
    { label: 'Python', language: 'python' },
  ];
  return (await vscode.window.showQuickPick(items, { placeHolder: question }))?.language;
}
