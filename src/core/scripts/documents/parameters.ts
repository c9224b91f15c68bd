import { isMap, isNode, isScalar, parseDocument } from 'yaml';
import { frontMatterEnd } from './markdown.ts';
import { taggedCell } from './notebook.ts';

/** A parameter of a document. */
export interface DocumentParameter {
  readonly name: string;
  /** Its usual value, as the document has it. */
  readonly value: string;
}

/** The parameters of a document, in its order: `params` of R Markdown and Quarto, what the cell of a notebook tagged `parameters` sets. */
export function documentParameters(fileName: string, text: string): DocumentParameter[] {
  if (/\.ipynb$/iu.test(fileName)) return assignments(taggedCell(text, 'parameters') ?? '');
  const lines = text.split(/\r?\n/u);
  const end = frontMatterEnd(lines);
  const declared = declaredParameters(lines.slice(1, Math.max(1, end - 1)).join('\n'));
  return declared.length > 0 ? declared : assignments(taggedChunk(lines));
}

function declaredParameters(frontMatter: string): DocumentParameter[] {
  // Tags of R (`!r Sys.Date()`) are none of YAML's: the text stands for what it gives.
  const document = parseDocument(frontMatter, { logLevel: 'silent' });
  const params: unknown = document.get('params');
  if (!isMap(params)) return [];
  return params.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    // `n: {value: 5, label: Number}` as RStudio's own form has it.
    const inner = isMap(value) ? value.get('value', true) : value;
    return [{ name: String(key.value), value: writtenOf(inner, frontMatter) }];
  });
}

function writtenOf(node: unknown, source: string): string {
  if (isScalar(node) && typeof node.value === 'string') return node.value;
  if (!isNode(node) || !node.range) return '';
  const [from, to] = node.range;
  return source.slice(from, to).trim();
}

/** Quarto's chunk that is tagged, for documents of Jupyter. */
function taggedChunk(lines: readonly string[]): string {
  const tag = lines.findIndex((line) => /^\s*#\|\s*tags:\s*\[?.*\bparameters\b/u.test(line));
  if (tag < 0) return '';
  const end = lines.findIndex((line, index) => index > tag && /^\s*(?:```|~~~)/u.test(line));
  return lines.slice(tag + 1, end < 0 ? undefined : end).join('\n');
}

/** What a cell sets, a line each: `rows = 100  # of the table`. */
function assignments(code: string): DocumentParameter[] {
  return code.split('\n').flatMap((line) => {
    const [, name, written = ''] = /^([A-Za-z_.][\w.]*)\s*(?::[^=]+)?(?:=(?!=)|<-)\s*(.+)$/u.exec(line) ?? [];
    if (name === undefined) return [];
    const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/u.exec(written);
    return [{ name, value: quoted?.[1] ?? quoted?.[2] ?? written.replace(/\s+#.*$/u, '').trim() }];
  });
}
