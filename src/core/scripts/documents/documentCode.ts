import type { Language } from '../language.ts';
import { codeOfDocument } from './codeOfDocument.ts';

/** All code of a document in one language. */
export interface DocumentCode {
  readonly text: string;
  /** Of the document, for each line of the text; from 1. */
  readonly lines: readonly number[];
  /** Where the first code in the other language stands; undefined when there is none. */
  readonly otherLine: number | undefined;
}

/** The code of a document that is of a language, one stretch after the other. */
export function documentCode(fileName: string, text: string, language: Language): DocumentCode {
  const chunks = codeOfDocument(fileName, text);
  const own = chunks.filter((chunk) => chunk.language === language);
  const isNotebook = /\.ipynb$/iu.test(fileName);
  // A notebook whose JSON is in one line has all of its code there.
  const isOneLine = isNotebook && !text.trim().includes('\n');
  return {
    text: own.map((chunk) => chunk.text).join('\n'),
    lines: own.flatMap((chunk) =>
      chunk.text.split('\n').map((_, index) => (isOneLine ? chunk.firstLine : chunk.firstLine + index)),
    ),
    otherLine: chunks.find((chunk) => chunk.language !== language)?.firstLine,
  };
}

/** The language whose program runs a document: R knits R Markdown, and Quarto's documents with R in them; undefined for a notebook of none. */
export function documentLanguage(fileName: string, text: string): Language | undefined {
  if (/\.(?:rmd|rmarkdown)$/iu.test(fileName)) return 'r';
  const languages = new Set(codeOfDocument(fileName, text).map(({ language }) => language));
  if (!/\.ipynb$/iu.test(fileName)) {
    const engine = /^(?:engine:\s*(knitr|jupyter)|(jupyter):)/mu.exec(text.slice(0, 4000));
    if (engine) return engine[1] === 'knitr' ? 'r' : 'python';
    return languages.has('r') || languages.size === 0 ? 'r' : 'python';
  }
  return languages.has('python') ? 'python' : [...languages][0];
}
