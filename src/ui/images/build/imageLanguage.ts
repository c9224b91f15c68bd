import * as vscode from 'vscode';
import { errorText } from '../../../core/errors.ts';
import { languageName, languageOf, type Language } from '../../../core/scripts/language.ts';
import { pickLanguage } from '../../kit/pickLanguage.ts';
import type { Services } from '../../kit/services.ts';

export interface ImageLanguageOptions {
  readonly dockerfile: string;
  readonly context: string;
  /** What the Dockerfile's instructions tell. */
  readonly told: readonly Language[];
  readonly services: Services;
}

/**
 * Whose scripts run in an image: as its Dockerfile tells, else the scripts beside it, else what the user once said. Undefined when nothing
 * tells.
 */
export async function imageLanguage(options: ImageLanguageOptions): Promise<Language | undefined> {
  const { dockerfile, context, told, services } = options;
  const beside = await scriptLanguages(context, services);
  const both = told.filter((language) => beside.includes(language));
  for (const candidates of [both, told, beside]) if (candidates.length === 1) return candidates[0];
  const chosen = services.builtImages.language(dockerfile);
  return chosen === 'r' || chosen === 'python' ? chosen : undefined;
}

/** Asks, once, whose scripts run in an image that was built, and lets them. Nothing waits for the answer. */
export async function askImageLanguage(uri: string, dockerfile: string, services: Services): Promise<void> {
  const { kind } = services.settings.connection();
  const question = vscode.l10n.t(
    'Scripts in which language run in the image of {0}?',
    vscode.workspace.asRelativePath(dockerfile),
  );
  const language = await pickLanguage(question, true);
  if (!language) return;
  await services.builtImages.saveLanguage(dockerfile, language);
  // The image is of no use to another connection, should the user have changed it meanwhile.
  if (services.settings.connection().kind !== kind) return;
  await services.settings.saveImage(language, uri);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('{0} scripts of this workspace run in {1} from now on.', languageName(language), uri),
  );
}

async function scriptLanguages(folder: string, { files, logger }: Services): Promise<Language[]> {
  try {
    const entries = await files.list(folder);
    return [...new Set(entries.map(({ name }) => languageOf(name)).filter((language) => language !== undefined))];
  } catch (error) {
    // Then the question is asked that the scripts would have answered.
    logger.warn(`the scripts beside a Dockerfile cannot be listed: ${errorText(error)}`);
    return [];
  }
}
