import type { Argument } from '../arguments.ts';
import { fieldOf, type CodeNode } from '../codeTree.ts';

/** A call of what is named by words with dots between, or of a method of something else. */
export interface PythonCall {
  readonly node: CodeNode;
  /** `pd.read_csv`, as it is written; undefined for a method of what has no name: `f().to_csv`. */
  readonly written: string | undefined;
  /** The last of its names. */
  readonly last: string;
  readonly args: readonly Argument[];
}

/** The call that a node is; undefined for one of what has no name at all. */
export function callOf(node: CodeNode): PythonCall | undefined {
  const called = node.type === 'call' ? fieldOf(node, 'function') : undefined;
  if (!called) return undefined;
  const written = dottedName(called);
  const last = called.type === 'attribute' ? fieldOf(called, 'attribute')?.text : written;
  return last === undefined ? undefined : { node, written, last, args: argumentsOf(node) };
}

/** `a.b.c` without blanks; undefined for what is no name. */
export function dottedName(node: CodeNode): string | undefined {
  if (node.type === 'identifier') return node.text;
  if (node.type !== 'attribute') return undefined;
  const [object, attribute] = [fieldOf(node, 'object'), fieldOf(node, 'attribute')];
  const before = object && dottedName(object);
  return before === undefined || !attribute ? undefined : `${before}.${attribute.text}`;
}

function argumentsOf(node: CodeNode): Argument[] {
  const list = fieldOf(node, 'arguments');
  if (list?.type === 'generator_expression') return [{ name: undefined, value: list }];
  return (list?.children ?? []).flatMap((child): Argument[] => {
    if (child.type === 'comment' || child.type === 'dictionary_splat') return [];
    if (child.type !== 'keyword_argument') return [{ name: undefined, value: child }];
    const [name, value] = [fieldOf(child, 'name'), fieldOf(child, 'value')];
    return name && value ? [{ name: name.text, value }] : [];
  });
}
