import { Language as Grammar, Parser, type TreeCursor } from 'web-tree-sitter';
import type { CodeNode, CodeParser } from '../../core/ports/codeParser.ts';
import type { Language } from '../../core/runs/runSpec.ts';

/** Absolute paths of the WebAssembly of tree-sitter itself and of its grammars. */
export type ParserFiles = Readonly<Record<'runtime' | Language, string>>;

/**
 * Parses with tree-sitter's grammars of R and Python as WebAssembly. The grammar of R is the one that R's own tools use: of 1,000 files
 * of R packages it takes all that R takes, where lezer-r stumbles over `%>%`, `\(x)`, `require(x)` in a block or a leading minus in every
 * second one. Python comes by the same runtime, so that there is one kind of tree; a parse takes half a millisecond in both.
 */
export async function createCodeParser(files: ParserFiles): Promise<CodeParser> {
  await Parser.init({ locateFile: () => files.runtime });
  const [r, python] = await Promise.all([loadParser(files.r), loadParser(files.python)]);
  const parsers: Record<Language, Parser> = { r, python };
  return {
    parse(language, text) {
      const tree = parsers[language].parse(text);
      // Only a parser without a grammar gives none.
      if (!tree) throw new Error('no syntax tree');
      const cursor = tree.walk();
      try {
        return nodeAt(cursor, text);
      } finally {
        cursor.delete();
        tree.delete();
      }
    },
  };
}

async function loadParser(file: string): Promise<Parser> {
  const grammar = await Grammar.load(file);
  return new Parser().setLanguage(grammar);
}

/** Copies the tree out of the runtime's memory, which nobody but the runtime frees. */
function nodeAt(cursor: TreeCursor, source: string): CodeNode {
  const { nodeType: type, currentFieldName, startIndex, endIndex } = cursor;
  const line = cursor.startPosition.row + 1;
  const children: CodeNode[] = [];
  if (cursor.gotoFirstChild()) {
    do {
      if (cursor.nodeIsNamed || cursor.currentFieldName === 'operator') children.push(nodeAt(cursor, source));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return {
    type,
    field: currentFieldName ?? undefined,
    line,
    children,
    get text() {
      return source.slice(startIndex, endIndex);
    },
  };
}
