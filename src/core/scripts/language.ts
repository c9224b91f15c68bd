import * as l10n from '@vscode/l10n';
import { AppError } from '../errors.ts';

export type Language = 'r' | 'python';

/** Language of a script by its file name; undefined for any other file, a document too. */
export function scriptLanguageOf(fileName: string): Language | undefined {
  if (/\.r$/iu.test(fileName)) return 'r';
  return /\.py$/iu.test(fileName) ? 'python' : undefined;
}

/**
 * The language whose interpreter runs a script or renders a document, by its file name; undefined for any other file. A Quarto document may be one in
 * Python: what it holds tells.
 */
export function languageOf(fileName: string): Language | undefined {
  if (/\.(?:rmd|rmarkdown|qmd)$/iu.test(fileName)) return 'r';
  return /\.ipynb$/iu.test(fileName) ? 'python' : scriptLanguageOf(fileName);
}

/** Language of a script or document. `UnsupportedScript` for any other file. */
export function scriptLanguage(fileName: string): Language {
  const language = languageOf(fileName);
  if (language === undefined) {
    throw new AppError(
      'UnsupportedScript',
      l10n.t('{0} is no script (.R, .py) and no document (.Rmd, .qmd, .ipynb).', fileName),
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
