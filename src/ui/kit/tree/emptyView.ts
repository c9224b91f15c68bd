import * as vscode from 'vscode';
import type { ViewId } from '../ids.ts';

/** A view that has nothing yet: its welcome text in package.json says what will appear. */
export function registerEmptyView(id: ViewId): vscode.Disposable {
  return vscode.window.registerTreeDataProvider<never>(id, {
    getChildren: () => [],
    getTreeItem: (node) => node,
  });
}
