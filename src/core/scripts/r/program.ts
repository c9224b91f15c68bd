import { fieldOf, fieldsOf, type CodeNode } from '../codeTree.ts';
import { Scope } from '../scope.ts';
import { argumentsOf, functionName, nameOf } from './call.ts';

/** What a script consists of, found in one walk through its tree. */
export class Program {
  readonly root: CodeNode;
  readonly scopes: Scope[] = [new Scope(0, undefined, undefined)];
  /** By the function's name. */
  readonly calls = new Map<string, CodeNode[]>();
  /** `pkg::name` */
  readonly namespaces: CodeNode[] = [];
  readonly #scopes = new Map<CodeNode, Scope>();

  constructor(root: CodeNode) {
    this.root = root;
    this.#walk(root, this.global);
  }

  get global(): Scope {
    const [first] = this.scopes;
    if (!first) throw new Error('a program without a scope');
    return first;
  }

  scopeAt(node: CodeNode): Scope {
    for (let at: CodeNode | undefined = node; at; at = at.parent) {
      const scope = at.type === 'function_definition' && this.#scopes.get(at);
      if (scope) return scope;
    }
    return this.global;
  }

  scopeOf(definition: CodeNode): Scope | undefined {
    return this.#scopes.get(definition);
  }

  /** Whether the script has a function of its own of this name. */
  defines(name: string): boolean {
    return this.global.values.get(name)?.some(({ type }) => type === 'function_definition') === true;
  }

  #walk(node: CodeNode, scope: Scope): void {
    let inner = scope;
    switch (node.type) {
      case 'call':
        this.#call(node, scope);
        break;
      case 'namespace_operator':
        this.namespaces.push(node);
        break;
      case 'binary_operator':
        this.#assignment(node, scope);
        break;
      case 'for_statement': {
        const [variable, sequence] = [fieldOf(node, 'variable'), fieldOf(node, 'sequence')];
        if (variable && sequence) scope.assign(variable.text, sequence);
        break;
      }
      case 'function_definition':
        inner = this.#function(node, scope);
        break;
      default:
    }
    for (const child of node.children) this.#walk(child, inner);
  }

  #call(node: CodeNode, scope: Scope): void {
    const called = fieldOf(node, 'function');
    const name = called && functionName(called)?.name;
    if (name === undefined) return;
    const known = this.calls.get(name);
    if (known) known.push(node);
    else this.calls.set(name, [node]);
    // foreach(one = packages) %do% …
    if (name === 'foreach')
      for (const { name: variable, value } of argumentsOf(node))
        if (variable !== undefined) scope.assign(variable, value);
    if (name === 'assign') {
      const [variable, value] = argumentsOf(node).map((argument) => argument.value);
      const text = variable && nameOf(variable);
      if (text !== undefined && value) scope.assign(text, value);
    }
  }

  #assignment(node: CodeNode, scope: Scope): void {
    const operator = fieldOf(node, 'operator')?.text ?? '';
    const [lhs, rhs] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
    if (!lhs || !rhs || !/^(?:<<?-|=|->>?)$/u.test(operator)) return;
    const [target, value] = operator.startsWith('-') ? [rhs, lhs] : [lhs, rhs];
    const name = baseOf(target);
    if (name !== undefined) (operator.length === 3 ? this.global : scope).assign(name, value);
  }

  #function(node: CodeNode, scope: Scope): Scope {
    const inner = new Scope(this.scopes.length, scope, assignedName(node));
    this.scopes.push(inner);
    this.#scopes.set(node, inner);
    for (const parameter of fieldsOf(fieldOf(node, 'parameters') ?? node, 'parameter')) {
      const name = fieldOf(parameter, 'name')?.text;
      if (name !== undefined) inner.parameters.set(name, fieldOf(parameter, 'default'));
    }
    return inner;
  }
}

/** The name in `x`, `x$part`, `x[["part"]]`. */
function baseOf(target: CodeNode): string | undefined {
  if (target.type === 'extract_operator' || target.type === 'subset' || target.type === 'subset2') {
    const inner = fieldOf(target, 'lhs') ?? fieldOf(target, 'function');
    return inner && baseOf(inner);
  }
  return nameOf(target);
}

function assignedName(definition: CodeNode): string | undefined {
  const { parent } = definition;
  if (parent?.type !== 'binary_operator') return undefined;
  const operator = fieldOf(parent, 'operator')?.text ?? '';
  if (definition.field === 'rhs' && /^(?:<<?-|=)$/u.test(operator)) return nameOf(fieldOf(parent, 'lhs') ?? parent);
  return definition.field === 'lhs' && /^->>?$/u.test(operator) ? nameOf(fieldOf(parent, 'rhs') ?? parent) : undefined;
}
