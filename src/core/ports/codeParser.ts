import type { Language } from '../scripts/language.ts';

/** A named node of a syntax tree, or an operator. Nodes of a tree are told apart by identity. */
export interface CodeNode {
  /** As the grammar names it: `call`, `import_statement`, `ERROR` … */
  readonly type: string;
  /** What the node is to its parent: `function`, `condition` …; undefined for one of many. */
  readonly field: string | undefined;
  /** Source text from its first to its last character. */
  readonly text: string;
  /** Of its first character; from 1. */
  readonly line: number;
  readonly children: readonly CodeNode[];
}

/** Reads scripts with the grammars of R and Python. What is wrong in a script becomes nodes of type `ERROR`; the rest is read. */
export interface CodeParser {
  parse(language: Language, text: string): CodeNode;
}

/** A parser once its grammars are loaded. */
export type LoadParser = () => Promise<CodeParser>;
