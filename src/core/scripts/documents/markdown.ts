import type { Language } from '../language.ts';
import { chunkOptions } from './chunkOptions.ts';
import type { CodeChunk } from './codeChunk.ts';

/** As knitr finds a chunk: in a list or a quotation too. */
const opening = /^(?<indent>[\t >]*)(?<fence>`{3,}|~{3,})\s*\{(?<head>[A-Za-z0-9_][^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*$/u;
const languages: Readonly<Record<string, Language>> = { r: 'r', python: 'python', python3: 'python' };

/** Code in the text: `` `r nrow(x)` ``, and Quarto's `` `{python} len(x)` ``. */
const inline = /(?<!`)`(?:r\s|\{(r|python)\}\s+)([^`]+)`(?!`)/giu;

/** The code of R Markdown or Quarto. */
export function codeOfMarkdown(text: string): CodeChunk[] {
  const lines = text.split(/\r?\n/u);
  const chunks: CodeChunk[] = [];
  for (let at = frontMatterEnd(lines); at < lines.length; at++) {
    const line = lines[at] ?? '';
    const { indent = '', fence = '', head = '' } = opening.exec(line)?.groups ?? {};
    if (fence === '') {
      chunks.push(...inlineCode(line, at + 1));
      continue;
    }
    const end = closing(lines, at + 1, fence);
    const body = lines.slice(at + 1, end).map((each) => (each.startsWith(indent) ? each.slice(indent.length) : each));
    const { engine, isEvaluated } = chunkOptions(head, body);
    const language = Object.hasOwn(languages, engine) ? languages[engine] : undefined;
    if (language && isEvaluated && body.some((each) => each.trim() !== ''))
      chunks.push({ language, text: body.join('\n'), firstLine: at + 2 });
    at = end;
  }
  return chunks;
}

/** Index of the first line behind the front matter. */
export function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0]?.replace(/^\uFEFF/u, '').trim() !== '---') return 0;
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/u.test(line));
  return end + 1;
}

/** Index of the line that ends a chunk; of the end of the text where none does. */
function closing(lines: readonly string[], from: number, fence: string): number {
  const mark = new RegExp(String.raw`^[\t >]*${fence}${fence.startsWith('~') ? '~' : '`'}*\s*$`, 'u');
  const end = lines.findIndex((line, index) => index >= from && mark.test(line));
  return end === -1 ? lines.length : end;
}

function inlineCode(line: string, number: number): CodeChunk[] {
  return [...line.matchAll(inline)].map(([, engine = 'r', code = '']) => ({
    language: engine.toLowerCase() === 'python' ? 'python' : 'r',
    text: code.trim(),
    firstLine: number,
  }));
}
