import type { Language } from '../language.ts';

/** A stretch of code that is run when its document is. */
export interface CodeChunk {
  readonly language: Language;
  /** Its lines, as many as in the document; what is no code of the language (`%matplotlib inline`) is blank or `pass`. */
  readonly text: string;
  /** Of the document's text, where its code begins; from 1. A notebook's text is its JSON. */
  readonly firstLine: number;
  /** Number of a notebook's cell among all of its cells; from 1. */
  readonly cell?: number;
}
