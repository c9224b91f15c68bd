import { Language as Grammar, Parser, type TreeCursor } from 'web-tree-sitter';
import type { CodeParser } from '../../core/ports/codeParser.ts';
import type { CodeNode } from '../../core/scripts/codeTree.ts';
import type { Language } from '../../core/scripts/language.ts';

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
  const named: Record<Language, boolean[]> = { r: [], python: [] };
  return {
    parse(language, text, lines) {
      const tree = parsers[language].parse(text);
      // Only a parser without a grammar gives none.
      if (!tree) throw new Error('no syntax tree');
      const cursor = tree.walk();
      try {
        const source = new Source(text, tree.language, named[language], lines);
        return copied(cursor, source, cursor.nodeTypeId, undefined, undefined);
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

/** Types of nodes below which there is nothing. */
const leaves = new Set([
  'identifier',
  'comment',
  'integer',
  'float',
  'string_content',
  'string_start',
  'string_end',
  'comma',
]);

/** A source and the grammar that it was read by. */
class Source {
  readonly text: string;
  readonly types: readonly string[];
  readonly fields: readonly (string | null)[];
  readonly #grammar: Grammar;
  readonly #named: boolean[];
  readonly #lines: readonly number[] | undefined;
  #lineStarts: number[] | undefined;

  constructor(text: string, grammar: Grammar, named: boolean[], lines: readonly number[] | undefined) {
    this.text = text;
    this.types = grammar.types;
    this.fields = grammar.fields;
    this.#grammar = grammar;
    this.#named = named;
    this.#lines = lines;
  }

  /** Whether a type is of nodes with a name: `call` is, `(` is not. An error has no entry among the types. */
  isNamed(typeId: number): boolean {
    return (this.#named[typeId] ??= this.types[typeId] === undefined || this.#grammar.nodeTypeIsNamed(typeId));
  }

  /** From 1. */
  lineAt(index: number): number {
    this.#lineStarts ??= [...this.text.matchAll(/\n/gu)].map((match) => match.index);
    // The number of line ends before it, by halves.
    let [low, high] = [0, this.#lineStarts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return this.#lines?.[low] ?? low + 1;
  }
}

class CopiedNode implements CodeNode {
  readonly type: string;
  readonly field: string | undefined;
  readonly children: CodeNode[] = [];
  readonly parent: CodeNode | undefined;
  readonly #source: Source;
  readonly #start: number;
  readonly #end: number;

  constructor(
    type: string,
    field: string | undefined,
    parent: CodeNode | undefined,
    source: Source,
    start: number,
    end: number,
  ) {
    this.type = type;
    this.field = field;
    this.parent = parent;
    this.#source = source;
    this.#start = start;
    this.#end = end;
  }

  get text(): string {
    return this.#source.text.slice(this.#start, this.#end);
  }

  get line(): number {
    return this.#source.lineAt(this.#start);
  }
}

/** Copies a tree out of the runtime's memory, which nobody but the runtime frees. Every word to the runtime costs: few are said. */
function copied(
  cursor: TreeCursor,
  source: Source,
  typeId: number,
  field: string | undefined,
  parent: CodeNode | undefined,
): CodeNode {
  const type = source.types[typeId] ?? 'ERROR';
  const node = new CopiedNode(type, field, parent, source, cursor.startIndex, cursor.endIndex);
  if (!leaves.has(type) && cursor.gotoFirstChild()) {
    do {
      const childType = cursor.nodeTypeId;
      if (!source.isNamed(childType) && !operators.has(source.types[childType] ?? '')) continue;
      const childField = source.fields[cursor.currentFieldId] ?? undefined;
      if (source.isNamed(childType) || childField === 'operator')
        node.children.push(copied(cursor, source, childType, childField, node));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return node;
}

/** Of what has no name, what somebody reads. */
const operators = new Set(['<-', '<<-', '=', '->', '->>', '/', '+', '%', '::', ':::', '|>', 'special', '~']);
