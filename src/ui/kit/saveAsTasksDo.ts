import * as vscode from 'vscode';

/** A task that others had to wait for starts long after VS Code saved what was unsaved; whoever told it not to is heeded. */
export async function saveAsTasksDo(folder: vscode.WorkspaceFolder | undefined): Promise<void> {
  const setting: unknown = vscode.workspace.getConfiguration('task', folder).get('saveBeforeRun');
  if (setting === 'always' || setting === undefined) await vscode.workspace.saveAll(false);
}
