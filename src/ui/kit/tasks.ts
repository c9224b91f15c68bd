import path from 'node:path';
import * as vscode from 'vscode';

/** The script as tasks.json would have it: from its workspace folder, else absolute. */
export function scriptMember(script: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(script);
  if (!folder) return script.fsPath;
  return path.relative(folder.uri.fsPath, script.fsPath).split(path.sep).join('/');
}

/** A task that others had to wait for starts long after VS Code saved what was unsaved; whoever told it not to is heeded. */
export async function saveBeforeRun(folder: vscode.WorkspaceFolder | undefined): Promise<void> {
  const setting: unknown = vscode.workspace.getConfiguration('task', folder).get('saveBeforeRun');
  if (setting === 'always' || setting === undefined) await vscode.workspace.saveAll(false);
}
