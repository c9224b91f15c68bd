import { fieldOf, type CodeNode } from '../codeTree.ts';

export interface Argument {
  readonly name: string | undefined;
  readonly value: CodeNode;
}

/** A call of a function by its name. */
export interface RCall {
  readonly name: string;
  /** The namespace in `pkg::name()`. */
  readonly namespace: string | undefined;
  readonly args: readonly Argument[];
}

/** The call that a node is; undefined for anything else, and for a call of what is no name. */
export function callOf(node: CodeNode): RCall | undefined {
  if (node.type !== 'call') return undefined;
  const called = fieldOf(node, 'function');
  if (!called) return undefined;
  const args = argumentsOf(node);
  const name = nameOf(called);
  if (name !== undefined) return { name, namespace: undefined, args };
  if (called.type !== 'namespace_operator') return undefined;
  const [namespace, inner] = namespaceOf(called);
  return inner === undefined ? undefined : { name: inner, namespace, args };
}

/** The two names of `pkg::name`; each may be missing while somebody types. */
export function namespaceOf(node: CodeNode): [string | undefined, string | undefined] {
  const [lhs, rhs] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
  return [lhs && nameOf(lhs), rhs && nameOf(rhs)];
}

/** The arguments of a call or a subset, empty ones left out. */
export function argumentsOf(node: CodeNode): Argument[] {
  const args = fieldOf(node, 'arguments')?.children.filter(({ type }) => type === 'argument') ?? [];
  return args.flatMap((argument) => {
    const value = fieldOf(argument, 'value');
    const name = fieldOf(argument, 'name');
    return value ? [{ name: name && nameOf(name), value }] : [];
  });
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

export function isTrue(node: CodeNode | undefined): boolean {
  return node?.type === 'true' || node?.text === 'T';
}
