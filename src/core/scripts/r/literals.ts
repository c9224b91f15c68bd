import { fieldOf, fieldsOf, walk, type CodeNode } from '../codeTree.ts';
import { argument, callOf, nameOf, stringOf } from './call.ts';

/** Functions that hand a vector's elements to a function, by the names of their two arguments. */
const maps: ReadonlyMap<string, readonly [over: string, fun: string]> = new Map([
  ['lapply', ['X', 'FUN']],
  ['sapply', ['X', 'FUN']],
  ['vapply', ['X', 'FUN']],
  ['Map', ['', 'f']],
  ['map', ['.x', '.f']],
  ['map_lgl', ['.x', '.f']],
  ['walk', ['.x', '.f']],
]);

/** What stands for the strings of a name while the script is read: assignments, loops, functions over a vector. */
export class Literals {
  /** Values given to a name; undefined among them for one that is no literal. */
  readonly #values = new Map<string, (CodeNode | undefined)[]>();

  constructor(root: CodeNode) {
    walk(root, (node) => {
      this.#note(node);
      return true;
    });
  }

  /** The strings that an expression may have, if all of them are written down in the script. */
  of(node: CodeNode, depth = 0): string[] | undefined {
    const text = stringOf(node);
    if (text !== undefined) return [text];
    if (depth > 8) return undefined;
    if (node.type === 'identifier') return this.#ofName(node.text, depth);
    const [inner] = node.children;
    if (node.type === 'parenthesized_expression' && inner) return this.of(inner, depth + 1);
    const call = callOf(node);
    if (call && ['c', 'list', 'unlist', 'unique', 'sort', 'as.character', 'rev'].includes(call.name))
      return joined(call.args.map(({ value }) => this.of(value, depth + 1)));
    return undefined;
  }

  #ofName(name: string, depth: number): string[] | undefined {
    const values = this.#values.get(name);
    return values && joined(values.map((value) => value && this.of(value, depth + 1)));
  }

  #note(node: CodeNode): void {
    if (node.type === 'binary_operator') {
      const [lhs, rhs] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
      const operator = fieldOf(node, 'operator')?.text ?? '';
      if (lhs && rhs && /^(<<?-|=)$/u.test(operator)) this.#add(lhs, rhs);
      if (lhs && rhs && /^->>?$/u.test(operator)) this.#add(rhs, lhs);
      return;
    }
    if (node.type === 'for_statement') {
      const [variable, sequence] = [fieldOf(node, 'variable'), fieldOf(node, 'sequence')];
      if (variable) this.#add(variable, sequence);
      return;
    }
    const applied = mappedCall(node);
    const parameter = applied && firstParameter(applied.fun);
    if (parameter) this.#add(parameter, applied.over);
  }

  #add(target: CodeNode, value: CodeNode | undefined): void {
    const name = nameOf(target);
    if (name === undefined) return;
    this.#values.set(name, [...(this.#values.get(name) ?? []), value]);
  }
}

/** The vector and the function of `lapply(X, FUN)` and the like. */
export function mappedCall(node: CodeNode): { readonly over: CodeNode; readonly fun: CodeNode } | undefined {
  const call = callOf(node);
  const names = call && maps.get(call.name);
  if (!names) return undefined;
  const [over, fun] = [
    argument(call, names[0], call.name === 'Map' ? 1 : 0),
    argument(call, names[1], call.name === 'Map' ? 0 : 1),
  ];
  return over && fun && { over, fun };
}

function firstParameter(fun: CodeNode): CodeNode | undefined {
  if (fun.type !== 'function_definition') return undefined;
  const [first] = fieldsOf(fieldOf(fun, 'parameters') ?? fun, 'parameter');
  return first && fieldOf(first, 'name');
}

function joined(parts: readonly (string[] | undefined)[]): string[] | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? known.flat() : undefined;
}
