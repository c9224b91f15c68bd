import { fieldOf, type CodeNode } from '../codeTree.ts';
import { joinedTexts, parameterHole, unknown } from '../holes.ts';
import { argumentsOf, callOf, isPipe, isTrue, matched, nameOf, stringOf, unescaped, type RCall } from './call.ts';
import { Listings } from './listings.ts';
import type { Scope } from '../scope.ts';
import type { Program } from './program.ts';

/** Functions of a vector whose elements are among the vector's. */
const keeping = new Set(
  'c list unlist unique sort rev as.character as.vector as.list setdiff union head tail na.omit invisible identity suppressWarnings suppressMessages basename trimws Filter set_names setNames force'.split(
    ' ',
  ),
);

/** Functions that give the code of their argument, a name among it. */
const quoting = new Set(
  'quote substitute deparse deparse1 enexpr enexprs ensym ensyms enquo enquos expr exprs alist vars as_name as_string as_label quo_name match.call bquote sym'.split(
    ' ',
  ),
);

/** Functions that give what another makes of each element. */
const mapping = new Set('sapply lapply vapply map map_chr'.split(' '));

const joining = new Set('file.path path path_wd here path_join'.split(' '));
const passing = new Set('normalizePath path.expand path_expand path_abs path_real path_norm'.split(' '));

/** Which texts the expressions of a script may be, as far as it is written down; with holes where it is not. */
export class Values {
  readonly listings: Listings;
  readonly #program: Program;
  /** Names that are being looked up. */
  readonly #open = new Set<string>();

  constructor(program: Program) {
    this.#program = program;
    this.listings = new Listings((node) => this.of(node));
  }

  of(node: CodeNode): string[] {
    switch (node.type) {
      case 'string':
        return [stringOf(node) ?? ''];
      case 'identifier':
        return this.#name(node.text.replaceAll('`', ''), node);
      case 'dots':
        return this.#name('...', node);
      case 'float':
      case 'integer':
        return [node.text];
      case 'null':
      case 'true':
      case 'false':
        return [];
      case 'parenthesized_expression':
      case 'braced_expression':
        return this.#last(node);
      case 'subset':
      case 'subset2':
        return this.#part(fieldOf(node, 'function'), stringOf(argumentsOf(node)[0]?.value ?? node));
      case 'extract_operator':
        return this.#part(fieldOf(node, 'lhs'), nameOf(fieldOf(node, 'rhs') ?? node));
      case 'if_statement':
        return [fieldOf(node, 'consequence'), fieldOf(node, 'alternative')].flatMap((branch) =>
          branch ? this.of(branch) : [],
        );
      case 'binary_operator': {
        const rhs = fieldOf(node, 'rhs');
        return rhs && isPipe(node) ? this.of(rhs) : [unknown];
      }
      case 'call': {
        const call = callOf(node);
        return call ? this.#call(call) : [unknown];
      }
      default:
        return [unknown];
    }
  }

  /** The name that stands there, without quotes; else its value. */
  quoted(node: CodeNode): string[] {
    return node.type === 'identifier' ? [nameOf(node) ?? ''] : this.of(node);
  }

  #last(node: CodeNode): string[] {
    const last = node.children.findLast(({ type }) => type !== 'comment');
    return last ? this.of(last) : [];
  }

  /** A part of a list that is written down, or any of the vector. */
  #part(whole: CodeNode | undefined, name: string | undefined): string[] {
    if (!whole) return [unknown];
    const values = whole.type === 'identifier' ? this.#valuesOf(whole.text, whole) : [whole];
    const parts = values.flatMap((value) =>
      argumentsOf(value).filter((item) => item.name !== undefined && item.name === name),
    );
    return parts.length > 0 ? parts.flatMap(({ value }) => this.of(value)) : this.of(whole);
  }

  #valuesOf(name: string, at: CodeNode): readonly CodeNode[] {
    for (let scope: Scope | undefined = this.#program.scopeAt(at); scope; scope = scope.parent) {
      const values = scope.values.get(name);
      if (values) return values;
    }
    return [];
  }

  #name(name: string, at: CodeNode): string[] {
    const handed = /^\.x?$/u.test(name) ? handedTo(at) : undefined;
    if (handed) return this.of(handed);
    for (let scope: Scope | undefined = this.#program.scopeAt(at); scope; scope = scope.parent) {
      const values = scope.values.get(name) ?? [];
      const isParameter = scope.parameters.has(name);
      if (values.length === 0 && !isParameter) continue;
      const key = `${scope.id} ${name}`;
      if (this.#open.has(key)) return isParameter ? this.#parameter(name, scope) : [];
      this.#open.add(key);
      const texts = [
        ...values.flatMap((value) => this.of(value)),
        ...(isParameter && !values.some((value) => isOfItself(value, name)) ? this.#parameter(name, scope) : []),
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

  #call(call: RCall): string[] {
    const { name, args } = call;
    const first = args.find((item) => item.name === undefined)?.value;
    if (name === 'names' && first) return this.#names(first);
    if (keeping.has(name)) {
      const isOfFirst = /^(?:setdiff|Filter|head|tail|set_names|setNames)$/u.test(name);
      const one = name === 'Filter' ? args.filter((item) => item.name === undefined)[1]?.value : first;
      return isOfFirst ? (one ? this.of(one) : [unknown]) : args.flatMap(({ value }) => this.of(value));
    }
    if (quoting.has(name)) return this.#quoting(call);
    if (passing.has(name) && first) return this.of(first);
    if (joining.has(name)) return this.#joined(call, '/');
    if (name === 'paste0' || name === 'str_c') return this.#joined(call, '');
    if (name === 'paste') return this.#joined(call, ' ');
    if (name === 'ifelse' || name === 'if_else') return args.slice(1).flatMap(({ value }) => this.of(value));
    if (name === 'sprintf') return this.#formatted(call);
    if (name === 'glue' && first) return this.#glued(first);
    if (name === 'strsplit' && first) return this.#split(call);
    if (mapping.has(name)) return this.#mapped(call);
    return this.listings.of(call) ?? [unknown];
  }

  #names(vector: CodeNode): string[] {
    const values = vector.type === 'identifier' ? this.#valuesOf(vector.text, vector) : [vector];
    const names = values.flatMap((value) => argumentsOf(value).flatMap(({ name }) => name ?? []));
    return names.length > 0 ? names : [unknown];
  }

  #quoting({ args, name, node }: RCall): string[] {
    const scope = this.#program.scopeAt(node);
    const hole = (parameter: string): string[] =>
      scope.parameters.has(parameter) && scope.name !== undefined
        ? [parameterHole({ scope: scope.id, parameter, isQuoted: true })]
        : [parameter];
    if (name === 'match.call') return hole('...');
    return args.flatMap(({ name: argument, value }) => {
      if (argument !== undefined) return [];
      if (value.type === 'dots') return hole('...');
      if (value.type === 'identifier') return hole(value.text.replaceAll('`', ''));
      const inner = callOf(value);
      if (inner && (quoting.has(inner.name) || keeping.has(inner.name)))
        return inner.args.flatMap((item) =>
          item.value.type === 'dots' || item.value.type === 'identifier' ? hole(item.value.text) : this.of(item.value),
        );
      return this.of(value);
    });
  }

  #mapped({ args }: RCall): string[] {
    const [over, fun] = args.map(({ value }) => value);
    if (!over || !fun) return [unknown];
    if (fun.type === 'function_definition') return this.of(fieldOf(fun, 'body') ?? fun);
    const name = nameOf(fun) ?? '';
    return quoting.has(name) || keeping.has(name) || passing.has(name) ? this.of(over) : [unknown];
  }

  #joined({ args }: RCall, usual: string): string[] {
    const separator = args.find((item) => item.name === 'sep' || item.name === 'fsep')?.value;
    const parts = args
      .filter((item) => item.name === undefined || item.name === 'ext')
      .map(({ name, value }) => this.of(value).map((text) => (name === 'ext' ? `.${text}` : text)));
    if (parts.length === 0) return [unknown];
    if (separator === undefined && usual === '/' && args.some(({ name }) => name === 'ext'))
      return joinedTexts([joinedTexts(parts.slice(0, -1), usual), parts.at(-1) ?? []]);
    return joinedTexts(parts, separator ? (stringOf(separator) ?? unknown) : usual);
  }

  #formatted({ args }: RCall): string[] {
    const [format, ...rest] = args.map(({ value }) => value);
    const text = format && stringOf(format);
    if (text === undefined) return [unknown];
    const pieces = text.split(/%[\d.$-]*[a-z]/u);
    const parts: string[][] = [];
    for (const [index, piece] of pieces.entries()) {
      const value = rest[index - 1];
      if (index > 0) parts.push(value ? this.of(value) : [unknown]);
      parts.push([piece]);
    }
    return joinedTexts(parts);
  }

  #glued(template: CodeNode): string[] {
    const pieces = (stringOf(template) ?? `{${unknown}}`).split(/\{([^}]*)\}/u);
    return joinedTexts(
      pieces.map((piece, index) =>
        index % 2 === 0 ? [piece] : /^[\w.]+$/u.test(piece.trim()) ? this.#name(piece.trim(), template) : [unknown],
      ),
    );
  }

  #split({ args, node }: RCall): string[] {
    const { byName } = matched(args, ['x', 'split']);
    const [text, mark] = [byName.get('x'), byName.get('split')];
    const separator = mark && unescaped(mark);
    if (!text || separator === undefined) return [unknown];
    const plain = /^[,;| ]\s*$/u.test(separator) || !/[[\](){}*+?|^$.\\]/u.test(separator);
    const isFixed = isTrue(argumentsOf(node).find(({ name }) => name === 'fixed')?.value);
    if (!plain && !isFixed)
      return this.of(text)
        .flatMap((one) => one.split(/[\s,;|]+/u))
        .filter((one) => one !== '');
    return this.of(text)
      .flatMap((one) => one.split(separator))
      .map((one) => one.trim());
  }
}

/** What purrr hands to a formula: the vector of `walk(x, ~ library(.x))`. */
function handedTo(at: CodeNode): CodeNode | undefined {
  for (let above = at.parent; above; above = above.parent) {
    if (above.type === 'function_definition') return undefined;
    const isFormula = above.type === 'unary_operator' && fieldOf(above, 'operator')?.text === '~';
    const call = isFormula ? above.parent?.parent?.parent : undefined;
    if (call?.type === 'call') return argumentsOf(call).find(({ name }) => name === undefined || name === '.x')?.value;
  }
  return undefined;
}

/** Whether a value is made of the name that it is given to: `packages <- as.character(substitute(packages))`. */
function isOfItself(value: CodeNode, name: string): boolean {
  return new RegExp(
    String.raw`(?:substitute|ensyms?|enquos?|enexprs?)\((?:list\()?${name.replaceAll('.', String.raw`\.`)}\b`,
    'u',
  ).test(value.text);
}
