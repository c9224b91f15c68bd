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
  /** Undefined for the root. */
  readonly parent: CodeNode | undefined;
}

/** The first child that is `field` to the node. */
export function fieldOf(node: CodeNode, field: string): CodeNode | undefined {
  return node.children.find((child) => child.field === field);
}

/** The children that are `field` to the node. */
export function fieldsOf(node: CodeNode, field: string): CodeNode[] {
  return node.children.filter((child) => child.field === field);
}

/** Those above a node, the nearest first. */
export function ancestorsOf(node: CodeNode): CodeNode[] {
  const above: CodeNode[] = [];
  for (let at = node.parent; at; at = at.parent) above.push(at);
  return above;
}

/** Visits the node and all below, in the order of the source. `false` leaves out what is below. */
export function walk(node: CodeNode, visit: (node: CodeNode) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of node.children) walk(child, visit);
}
