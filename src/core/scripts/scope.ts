import type { CodeNode } from './codeTree.ts';

/** A function of the script, or the script itself: where names have values. */
export class Scope {
  readonly id: number;
  readonly parent: Scope | undefined;
  /** The name that the function is given; undefined for one without. */
  readonly name: string | undefined;
  /** With their defaults. */
  readonly parameters = new Map<string, CodeNode | undefined>();
  readonly values = new Map<string, CodeNode[]>();
  /** What a parameter is given by a function that this one is handed to: `lapply(x, function(one) …)`. */
  readonly bound = new Map<string, CodeNode>();

  /** Of Python's `for a, b in pairs`: which part of each element a name is. */
  readonly parts = new Map<string, { readonly over: CodeNode; readonly index: number }[]>();
  /** Python's name for what `...` is here: `args` of `*args`. */
  splat: string | undefined;

  constructor(id: number, parent: Scope | undefined, name: string | undefined) {
    this.id = id;
    this.parent = parent;
    this.name = name;
  }

  assign(name: string, value: CodeNode): void {
    const known = this.values.get(name);
    if (known) known.push(value);
    else this.values.set(name, [value]);
  }

  assignPart(name: string, over: CodeNode, index: number): void {
    this.parts.set(name, [...(this.parts.get(name) ?? []), { over, index }]);
  }
}
