/** A named node of a syntax tree, or an operator. Nodes of a tree are told apart by identity. */
export interface CodeNode {
  /** As the grammar names it: `call`, `import_statement`, `ERROR` … */
  readonly type: string;
  /** What the node is to its parent: `function`, `condition` …; undefined for one of many. */
  readonly field: string | undefined;
  /** Source text from its first to its last character. */
  readonly text: string;
  /** Of its first character; from 1. */
  readonly line: number;
  readonly children: readonly CodeNode[];
}

/** The first child that is `field` to the node. */
export function fieldOf(node: CodeNode, field: string): CodeNode | undefined {
  return node.children.find((child) => child.field === field);
}

/** The children that are `field` to the node. */
export function fieldsOf(node: CodeNode, field: string): CodeNode[] {
  return node.children.filter((child) => child.field === field);
}

/** Visits the node and all below, in the order of the source; `ancestors` are those above, nearest last. `false` leaves out what is below. */
export function walk(
  node: CodeNode,
  visit: (node: CodeNode, ancestors: readonly CodeNode[]) => boolean | undefined,
): void {
  const ancestors: CodeNode[] = [];
  const go = (at: CodeNode): void => {
    if (visit(at, ancestors) === false) return;
    ancestors.push(at);
    for (const child of at.children) go(child);
    ancestors.pop();
  };
  go(node);
}
