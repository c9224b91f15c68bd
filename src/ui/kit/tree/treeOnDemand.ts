import * as vscode from 'vscode';
import type { ViewId } from '../ids.ts';

export interface TreeOnDemandOptions {
  readonly id: ViewId;
  readonly canSelectMany?: boolean;
  /** Loads what calls `fill`; called when the editor first asks for the rows. */
  readonly load: () => Promise<unknown>;
}

export interface TreeProvider<Node> extends vscode.TreeDataProvider<Node> {
  readonly onDidChangeTreeData: vscode.Event<Node | Node[] | undefined>;
}

/** A view that the editor knows of, and whose code is loaded when it is first looked at. */
export class TreeOnDemand<Node> implements vscode.Disposable {
  readonly view: vscode.TreeView<Node>;
  readonly #changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  #provider: TreeProvider<Node> | undefined;

  constructor({ id, canSelectMany = false, load }: TreeOnDemandOptions) {
    this.view = vscode.window.createTreeView<Node>(id, {
      showCollapseAll: true,
      canSelectMany,
      treeDataProvider: {
        onDidChangeTreeData: this.#changed.event,
        getChildren: async (node) => {
          await load();
          return this.#filled.getChildren(node);
        },
        // The editor has rows only after it was given children.
        getTreeItem: (node) => this.#filled.getTreeItem(node),
        getParent: (node) => this.#filled.getParent?.(node),
        resolveTreeItem: (item, node, token) => this.#filled.resolveTreeItem?.(item, node, token) ?? item,
      },
    });
  }

  /** From here on the rows are the provider's. Returns the view that shows them. */
  fill(provider: TreeProvider<Node>): vscode.TreeView<Node> {
    this.#provider = provider;
    provider.onDidChangeTreeData((nodes) => {
      this.#changed.fire(nodes);
    });
    return this.view;
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }

  get #filled(): TreeProvider<Node> {
    if (this.#provider === undefined) throw new Error(`${this.view.title ?? 'the view'} was not filled`);
    return this.#provider;
  }
}
