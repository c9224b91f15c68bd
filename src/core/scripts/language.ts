import * as l10n from '@vscode/l10n';
import { AppError } from '../errors.ts';

export type Language = 'r' | 'python';

/** Language of a script by its file name; undefined for any other file. */
export function languageOf(fileName: string): Language | undefined {
  if (/\.r$/iu.test(fileName)) return 'r';
  return /\.py$/iu.test(fileName) ? 'python' : undefined;
}

/** Language of a script. `UnsupportedScript` for what is neither R nor Python. */
export function scriptLanguage(fileName: string): Language {
  const language = languageOf(fileName);
  if (language === undefined) {
    throw new AppError(
      'UnsupportedScript',
      l10n.t('{0} is neither an R script (.R) nor a Python script (.py).', fileName),
    );
  }
  return language;
}

/** What a language is called. */
export function languageName(language: Language): string {
  return language === 'r' ? 'R' : 'Python';
}

/** The interpreter's command in an image. */
export const imageInterpreter: Record<Language, string> = { r: 'Rscript', python: 'python3' };
