import { fieldOf, fieldsOf, type CodeNode } from '../codeTree.ts';
import { Scope } from '../scope.ts';

/** What a script consists of, found in one walk through its tree. */
export class Program {
  readonly scopes: Scope[] = [new Scope(0, undefined, undefined)];
  readonly calls: CodeNode[] = [];
  readonly imports: CodeNode[] = [];
  readonly #scopes = new Map<CodeNode, Scope>();
  /** What the script calls modules and what it takes out of them, by its own names. */
  readonly #aliases = new Map<string, string>();
  readonly #functions = new Set<string>();

  constructor(root: CodeNode) {
    this.#walk(root, this.global);
  }

  get global(): Scope {
    const [first] = this.scopes;
    if (!first) throw new Error('a program without a scope');
    return first;
  }

  scopeAt(node: CodeNode): Scope {
    for (let at: CodeNode | undefined = node; at; at = at.parent) {
      const scope = this.#scopes.get(at);
      if (scope) return scope;
    }
    return this.global;
  }

  scopeOf(definition: CodeNode): Scope | undefined {
    return this.#scopes.get(definition);
  }

  defines(name: string): boolean {
    return this.#functions.has(name);
  }

  /** A name with dots as it is without the script's aliases: `pd.read_csv` is `pandas.read_csv`. */
  wholeName(written: string): string {
    const [first = '', ...rest] = written.split('.');
    return [this.#aliases.get(first) ?? first, ...rest].join('.');
  }

  #walk(node: CodeNode, scope: Scope): void {
    let inner = scope;
    switch (node.type) {
      case 'call':
        this.calls.push(node);
        break;
      case 'import_statement':
      case 'import_from_statement':
        this.imports.push(node);
        this.#alias(node);
        break;
      case 'assignment':
      case 'augmented_assignment':
      case 'named_expression':
        this.#assign(
          fieldOf(node, 'left') ?? fieldOf(node, 'name'),
          fieldOf(node, 'right') ?? fieldOf(node, 'value'),
          scope,
        );
        break;
      case 'for_statement':
      case 'for_in_clause':
        this.#loop(fieldOf(node, 'left'), fieldOf(node, 'right'), scope);
        break;
      case 'as_pattern':
        this.#assign(fieldOf(node, 'alias')?.children[0], node.children[0], scope);
        break;
      case 'function_definition':
      case 'lambda':
        inner = this.#function(node, scope);
        break;
      default:
    }
    for (const child of node.children) this.#walk(child, inner);
  }

  #alias(node: CodeNode): void {
    const module = fieldOf(node, 'module_name')?.text;
    for (const child of fieldsOf(node, 'name')) {
      const name = (fieldOf(child, 'name') ?? child).text.replaceAll(/\s/gu, '');
      const alias = fieldOf(child, 'alias')?.text;
      if (module !== undefined) this.#aliases.set(alias ?? name, `${module}.${name}`);
      else if (alias !== undefined) this.#aliases.set(alias, name);
    }
  }

  #assign(target: CodeNode | undefined, value: CodeNode | undefined, scope: Scope): void {
    if (!target || !value) return;
    if (target.type === 'identifier') {
      scope.assign(target.text, value);
      return;
    }
    const targets = target.children.filter(({ type }) => type === 'identifier');
    if (targets.length > 1 && targets.length === value.children.length)
      for (const [index, each] of targets.entries()) this.#assign(each, value.children[index], scope);
  }

  /** `for name in names`, `for module, alias in [("a", "b")]`, `for module, alias in {"a": "b"}.items()`. */
  #loop(target: CodeNode | undefined, over: CodeNode | undefined, scope: Scope): void {
    if (!target || !over) return;
    if (target.type === 'identifier') {
      scope.assign(target.text, over);
      return;
    }
    const targets = target.children.filter(({ type }) => type === 'identifier');
    for (const [index, each] of targets.entries()) scope.assignPart(each.text, over, index);
  }

  #function(node: CodeNode, scope: Scope): Scope {
    const name = fieldOf(node, 'name')?.text;
    if (name !== undefined) this.#functions.add(name);
    const inner = new Scope(this.scopes.length, scope, name);
    this.scopes.push(inner);
    this.#scopes.set(node, inner);
    for (const parameter of fieldOf(node, 'parameters')?.children ?? []) {
      if (parameter.type === 'list_splat_pattern') inner.parameters.set('...', undefined);
      const named =
        fieldOf(parameter, 'name') ?? (parameter.type === 'typed_parameter' ? parameter.children[0] : parameter);
      if (named?.type === 'identifier') inner.parameters.set(named.text, fieldOf(parameter, 'value'));
      if (parameter.type === 'list_splat_pattern') inner.splat = parameter.children[0]?.text;
    }
    return inner;
  }
}
