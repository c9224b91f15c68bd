import * as vscode from 'vscode';
import { languageOf } from '../../core/runs/language.ts';
import type { Language } from '../../core/runs/runSpec.ts';
import type { Services } from '../services.ts';

export interface ImageLanguageOptions {
  readonly dockerfile: string;
  readonly context: string;
  /** What the Dockerfile's instructions tell. */
  readonly told: readonly Language[];
  readonly services: Services;
}

/**
 * Whose scripts run in an image: as its Dockerfile tells, else the scripts beside it, else the user, once. Undefined when they leave the
 * question.
 */
export async function imageLanguage(options: ImageLanguageOptions): Promise<Language | undefined> {
  const { dockerfile, context, told, services } = options;
  const beside = await scriptLanguages(context, services);
  const both = told.filter((language) => beside.includes(language));
  for (const candidates of [both, told, beside]) if (candidates.length === 1) return candidates[0];
  const chosen = services.builtImages.language(dockerfile) ?? (await ask(dockerfile));
  if (chosen !== 'r' && chosen !== 'python') return undefined;
  await services.builtImages.saveLanguage(dockerfile, chosen);
  return chosen;
}

async function scriptLanguages(folder: string, { files }: Services): Promise<Language[]> {
  const entries = await files.list(folder).catch(() => []);
  return [...new Set(entries.map(({ name }) => languageOf(name)).filter((language) => language !== undefined))];
}

async function ask(dockerfile: string): Promise<Language | undefined> {
  const items: (vscode.QuickPickItem & { language: Language })[] = [
    { label: 'R', language: 'r' },
    { label: 'Python', language: 'python' },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t(
      'Scripts in which language run in the image of {0}?',
      vscode.workspace.asRelativePath(dockerfile),
    ),
    ignoreFocusOut: true,
  });
  return picked?.language;
}
