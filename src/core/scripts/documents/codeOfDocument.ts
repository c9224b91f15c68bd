import type { CodeChunk } from './codeChunk.ts';
import { codeOfMarkdown } from './markdown.ts';
import { codeOfNotebook } from './notebook.ts';

/** Whether a file is a document that can be run: R Markdown, Quarto, or a notebook of Jupyter. */
export function isDocument(fileName: string): boolean {
  return /\.(?:rmd|rmarkdown|qmd|ipynb)$/iu.test(fileName);
}

/**
 * The R and Python code of a document, in its order: chunks and code in the text that knitr or Quarto evaluate, cells of a notebook.
 * Empty for a notebook that is no JSON.
 */
export function codeOfDocument(fileName: string, text: string): CodeChunk[] {
  return /\.ipynb$/iu.test(fileName) ? codeOfNotebook(text) : codeOfMarkdown(text);
}
