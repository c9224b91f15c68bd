import type { CodeNode } from '../scripts/codeTree.ts';
import type { Language } from '../scripts/language.ts';

/** Reads scripts with the grammars of R and Python. What is wrong in a script becomes nodes of type `ERROR`; the rest is read. */
export interface CodeParser {
  /** `lines`: of the file that the text was taken out of, for each of its lines; none when it is the whole file. */
  parse(language: Language, text: string, lines?: readonly number[]): CodeNode;
}

/** A parser once its grammars are loaded. */
export type LoadParser = () => Promise<CodeParser>;
