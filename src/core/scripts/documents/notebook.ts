import { findNodeAtLocation, getNodeValue, parseTree, type Node } from 'jsonc-parser';
import * as z from 'zod/mini';
import type { Language } from '../language.ts';
import type { CodeChunk } from './codeChunk.ts';
import { withoutMagic } from './magic.ts';

const source = z.union([z.string(), z.array(z.string())]);

/** The code of a notebook's cells. A cell that another program runs (`%%bash`) is left out. */
export function codeOfNotebook(text: string): CodeChunk[] {
  const root = parseTree(text);
  if (root?.type !== 'object') return [];
  const language = notebookLanguage(root);
  const lineAt = lineFinder(text);
  return (findNodeAtLocation(root, ['cells'])?.children ?? []).flatMap((cell, index) => {
    const node = findNodeAtLocation(cell, ['source']);
    const kind: unknown = valueAt(cell, ['cell_type']);
    const parsed = source.safeParse(node && getNodeValue(node));
    if (kind !== 'code' || !node || !parsed.success || language === undefined) return [];
    const code = typeof parsed.data === 'string' ? parsed.data : parsed.data.join('');
    const read = language === 'python' ? withoutMagic(code) : { language, text: code };
    if (!read || read.text.trim() === '') return [];
    const first = node.children?.[0] ?? node;
    return [{ ...read, firstLine: lineAt(first.offset), cell: index + 1 }];
  });
}

/** The source of the first code cell with a tag; undefined where there is none. */
export function taggedCell(text: string, tag: string): string | undefined {
  const root = parseTree(text);
  for (const cell of (root && findNodeAtLocation(root, ['cells'])?.children) ?? []) {
    const tags: unknown = valueAt(cell, ['metadata', 'tags']);
    const node = findNodeAtLocation(cell, ['source']);
    const parsed = source.safeParse(node && getNodeValue(node));
    if (Array.isArray(tags) && tags.includes(tag) && parsed.success)
      return typeof parsed.data === 'string' ? parsed.data : parsed.data.join('');
  }
  return undefined;
}

/** Undefined for a notebook of another language, such as Julia. */
function notebookLanguage(root: Node): Language | undefined {
  const named: unknown =
    valueAt(root, ['metadata', 'kernelspec', 'language']) ?? valueAt(root, ['metadata', 'language_info', 'name']);
  if (typeof named !== 'string' || /^i?python/iu.test(named)) return 'python';
  return named.toLowerCase() === 'r' ? 'r' : undefined;
}

function valueAt(node: Node, path: string[]): unknown {
  const found = findNodeAtLocation(node, path);
  return found && getNodeValue(found);
}

/** A function that tells the line of an offset, from 1; asked in ascending order. */
function lineFinder(text: string): (offset: number) => number {
  let [line, seen] = [1, 0];
  return (offset) => {
    for (let next = text.indexOf('\n', seen); next !== -1 && next < offset; next = text.indexOf('\n', seen)) {
      line++;
      seen = next + 1;
    }
    return line;
  };
}
