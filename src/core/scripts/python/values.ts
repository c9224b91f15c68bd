import { fieldOf, type CodeNode } from '../codeTree.ts';
import { joinedTexts, parameterHole, unknown } from '../holes.ts';
import type { Scope } from '../scope.ts';
import { callOf, type PythonCall } from './call.ts';
import type { Program } from './program.ts';

/** Functions whose elements are among their arguments'. */
const keeping = new Set('list tuple set sorted reversed str frozenset iter Path PurePath PosixPath fspath'.split(' '));
const keepingMethods = new Set('keys copy strip lower upper resolve absolute expanduser as_posix'.split(' '));

/** Which texts the expressions of a script may be, as far as it is written down; with holes where it is not. */
export class Values {
  readonly #program: Program;
  /** Names that are being looked up. */
  readonly #open = new Set<string>();

  constructor(program: Program) {
    this.#program = program;
  }

  of(node: CodeNode): string[] {
    const [first] = node.children;
    switch (node.type) {
      case 'string':
        return this.#text(node);
      case 'concatenated_string':
        return joinedTexts(node.children.filter(({ type }) => type === 'string').map((part) => this.of(part)));
      case 'identifier':
        return this.#name(node.text, node);
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
        return node.children.flatMap((child) => (child.type === 'comment' ? [] : this.of(child)));
      case 'dictionary':
        return node.children.flatMap((pair) => (pair.type === 'pair' ? this.of(fieldOf(pair, 'key') ?? pair) : []));
      case 'list_splat':
      case 'parenthesized_expression':
      case 'await':
        return first ? this.of(first) : [unknown];
      case 'conditional_expression':
        return node.children.filter((_, index) => index !== 1).flatMap((branch) => this.of(branch));
      case 'boolean_operator':
        return node.children.filter(({ field }) => field !== 'operator').flatMap((side) => this.of(side));
      case 'subscript':
        return this.of(fieldOf(node, 'value') ?? node);
      case 'list_comprehension':
      case 'generator_expression':
      case 'set_comprehension':
        return this.of(fieldOf(node, 'body') ?? node);
      case 'binary_operator':
        return this.#binary(node);
      case 'none':
        return [];
      case 'call': {
        const call = callOf(node);
        return call ? this.#call(call) : [unknown];
      }
      default:
        return [unknown];
    }
  }

  /** The expressions that a name may stand for; the expression itself for what is no name. */
  madeOf(node: CodeNode): readonly CodeNode[] {
    if (node.type !== 'identifier') return [node];
    for (let scope: Scope | undefined = this.#program.scopeAt(node); scope; scope = scope.parent) {
      const values = scope.values.get(node.text);
      if (values) return values;
    }
    return [];
  }

  #text(node: CodeNode): string[] {
    const pieces = node.children.filter(({ type }) => type === 'string_content' || type === 'interpolation');
    return joinedTexts([
      [''],
      ...pieces.map((piece) => {
        if (piece.type === 'string_content') return [piece.text];
        const expression = fieldOf(piece, 'expression');
        return expression ? this.of(expression) : [unknown];
      }),
    ]);
  }

  #name(name: string, at: CodeNode): string[] {
    for (let scope: Scope | undefined = this.#program.scopeAt(at); scope; scope = scope.parent) {
      const parameter = scope.splat === name ? '...' : name;
      const values = scope.values.get(name) ?? [];
      const parts = scope.parts.get(name) ?? [];
      const isParameter = scope.parameters.has(parameter);
      if (values.length + parts.length === 0 && !isParameter) continue;
      const key = `${scope.id} ${name}`;
      if (this.#open.has(key)) return isParameter ? this.#parameter(parameter, scope) : [];
      this.#open.add(key);
      const texts = [
        ...values.flatMap((value) => this.of(value)),
        ...parts.flatMap(({ over, index }) => this.#part(over, index)),
        ...(isParameter ? this.#parameter(parameter, scope) : []),
      ];
      this.#open.delete(key);
      return [...new Set(texts)];
    }
    return [unknown];
  }

  #parameter(parameter: string, scope: Scope): string[] {
    const bound = scope.bound.get(parameter);
    if (bound) return this.of(bound);
    return scope.name === undefined ? [unknown] : [parameterHole({ scope: scope.id, parameter, isQuoted: false })];
  }

  /** The parts of what is looped over: of tuples in a list, of a dictionary's keys and values. */
  #part(over: CodeNode, index: number): string[] {
    const call = callOf(over);
    const isItems = call?.last === 'items';
    const object = isItems ? fieldOf(fieldOf(over, 'function') ?? over, 'object') : over;
    return (object ? this.madeOf(object) : []).flatMap((value) =>
      value.children.flatMap((element) => {
        if (element.type === 'comment') return [];
        const part = isItems ? fieldOf(element, index === 0 ? 'key' : 'value') : element.children[index];
        return part ? this.of(part) : [unknown];
      }),
    );
  }

  #binary(node: CodeNode): string[] {
    const operator = fieldOf(node, 'operator')?.text;
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    if (!left || !right) return [unknown];
    if (operator === '/') return joinedTexts([this.of(left), this.of(right)], '/');
    if (operator === '+') {
      const isList = [left, right].some((side) =>
        this.madeOf(side).some(({ type }) => type === 'list' || type === 'tuple'),
      );
      return isList ? [...this.of(left), ...this.of(right)] : joinedTexts([this.of(left), this.of(right)]);
    }
    if (operator === '%')
      return this.#filled(this.of(left), /%[sdr]/u, right.type === 'tuple' ? right.children : [right]);
    return [unknown];
  }

  #filled(templates: readonly string[], mark: RegExp, values: readonly CodeNode[]): string[] {
    return templates.flatMap((template) => {
      const pieces = template.split(mark);
      return joinedTexts(
        pieces.flatMap((piece, index) => {
          const value = values[index - 1];
          return index === 0 ? [[piece]] : [value ? this.of(value) : [unknown], [piece]];
        }),
      );
    });
  }

  #call({ last, args, node, written }: PythonCall): string[] {
    const values = args.filter(({ name }) => name === undefined).map(({ value }) => value);
    const called = fieldOf(node, 'function');
    const object = called?.type === 'attribute' ? fieldOf(called, 'object') : undefined;
    if (last === 'join' && written?.endsWith('path.join') === true)
      return joinedTexts(
        values.map((value) => this.of(value)),
        '/',
      );
    if (last === 'joinpath' && object)
      return joinedTexts(
        [object, ...values].map((value) => this.of(value)),
        '/',
      );
    if (last === 'format' && object)
      return this.#filled(
        this.of(object),
        /\{[^{}]*\}/u,
        args.map(({ value }) => value),
      );
    if (last === 'split' && object)
      return this.of(object)
        .flatMap((text) => text.split(/[\s,;|]+/u))
        .filter((text) => text !== '');
    if (keepingMethods.has(last) && object) return this.of(object);
    if (keeping.has(last))
      return values.length === 1 && values[0]
        ? this.of(values[0])
        : joinedTexts(
            values.map((value) => this.of(value)),
            '/',
          );
    return [unknown];
  }
}
