import type { Argument } from '../arguments.ts';
import { fieldOf, type CodeNode } from '../codeTree.ts';

export { matched, type Argument } from '../arguments.ts';

/** A function as code names it: `f`, `"f"`, `pkg::f`. */
export interface FunctionName {
  readonly name: string;
  /** The namespace in `pkg::name`. */
  readonly namespace: string | undefined;
}

/** A call of a function by its name. */
export interface RCall extends FunctionName {
  readonly node: CodeNode;
  /** Empty ones left out; what a pipe brings in is the first. */
  readonly args: readonly Argument[];
}

/** The call that a node is; undefined for anything else, and for a call of what is no name. */
export function callOf(node: CodeNode): RCall | undefined {
  if (node.type !== 'call') return undefined;
  const called = fieldOf(node, 'function');
  const name = called && functionName(called);
  return name && { ...name, node, args: argumentsOf(node) };
}

/** The function that a node names; undefined for what is no name. */
export function functionName(node: CodeNode): FunctionName | undefined {
  if (node.type === 'namespace_operator') {
    const [namespace, inner] = namespaceOf(node);
    return inner === undefined ? undefined : { name: inner, namespace };
  }
  const name = nameOf(node);
  return name === undefined ? undefined : { name, namespace: undefined };
}

/** The two names of `pkg::name`; each may be missing while somebody types. */
export function namespaceOf(node: CodeNode): [string | undefined, string | undefined] {
  const [lhs, rhs] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
  return [lhs && nameOf(lhs), rhs && nameOf(rhs)];
}

/** The arguments of a call or a subset, empty ones left out. */
export function argumentsOf(node: CodeNode): Argument[] {
  const args = fieldOf(node, 'arguments')?.children.filter(({ type }) => type === 'argument') ?? [];
  const written = args.flatMap((argument) => {
    const value = fieldOf(argument, 'value');
    const name = fieldOf(argument, 'name');
    return value ? [{ name: name && nameOf(name), value }] : [];
  });
  const piped = pipedInto(node);
  if (!piped) return written;
  // What magrittr calls `.` is where the value goes, else the first argument.
  const isPlaced = written.some(({ value }) => value.type === 'identifier' && /^[._]$/u.test(value.text));
  if (!isPlaced) return [{ name: undefined, value: piped }, ...written];
  return written.map(({ name, value }) => ({ name, value: /^[._]$/u.test(value.text) ? piped : value }));
}

/** What `x |> f()` or `x %>% f()` hands to the call. */
function pipedInto(node: CodeNode): CodeNode | undefined {
  const { parent } = node;
  if (parent?.type !== 'binary_operator' || node.field !== 'rhs') return undefined;
  return isPipe(parent) ? fieldOf(parent, 'lhs') : undefined;
}

export function isPipe(node: CodeNode): boolean {
  return /^(?:\|>|%[<!T]?>%)$/u.test(fieldOf(node, 'operator')?.text ?? '');
}

/** An argument by its name, else the one at `position` among those without a name. */
export function argument({ args }: RCall, name: string, position: number): CodeNode | undefined {
  const named = args.find((item) => item.name === name);
  return (named ?? args.filter((item) => item.name === undefined)[position])?.value;
}

/** The name that an identifier or a string is; R takes either for a function, an argument or a namespace. */
export function nameOf(node: CodeNode): string | undefined {
  if (node.type === 'identifier') return node.text.replaceAll('`', '');
  return stringOf(node);
}

/** The value of a string's literal. Escapes stay as they are written: no package's name has one. */
export function stringOf(node: CodeNode): string | undefined {
  if (node.type !== 'string') return undefined;
  return fieldOf(node, 'content')?.text ?? '';
}

/** The same with `\\` and quotes as R reads them: what a pattern needs. */
export function unescaped(node: CodeNode): string | undefined {
  const text = stringOf(node);
  return /^[rR]/u.test(node.text) ? text : text?.replaceAll(/\\(.)/gu, '$1');
}

export function isTrue(node: CodeNode | undefined): boolean {
  return node?.type === 'true' || node?.text === 'T';
}
