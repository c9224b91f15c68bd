import * as l10n from '@vscode/l10n';
import { walk, type CodeNode } from './codeTree.ts';
import type { Unresolved } from './needs.ts';

/** The first place where a script is not its language; what follows may not have been understood. */
export function syntaxErrors(root: CodeNode, file: string): Unresolved[] {
  let first: CodeNode | undefined;
  walk(root, (node) => {
    if (node.type === 'ERROR') first ??= node;
    return first === undefined;
  });
  if (!first) return [];
  const reason = l10n.t('a syntax error is there; what follows may not have been understood');
  return [{ text: oneLine(first.text.split('\n')[0] ?? ''), place: { file, line: first.line }, reason }];
}

/** Code as a part of a message. */
export function oneLine(text: string): string {
  const line = text.trim().replaceAll(/\s+/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
