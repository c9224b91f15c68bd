import path from 'node:path';
import * as vscode from 'vscode';

/** The script as tasks.json would have it: from its workspace folder, else absolute. */
export function scriptMember(script: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(script);
  if (!folder) return script.fsPath;
  return path.relative(folder.uri.fsPath, script.fsPath).split(path.sep).join('/');
}
