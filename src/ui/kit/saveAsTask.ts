import path from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../core/errors.ts';
import { taskType } from './ids.ts';
import type { RunOptions } from './state/runStore.ts';
import { addTask } from './tasksFile.ts';
import { scriptMember } from './tasks.ts';

/** Writes a run into the workspace's tasks.json, whose comments stay, and shows it there. */
export async function saveAsTask(script: vscode.Uri, options: RunOptions): Promise<void> {
  const label = vscode.l10n.t('Run {0} on SageMaker', path.basename(script.fsPath));
  await saveTask(script, label, { type: taskType, script: scriptMember(script), ...options });
}

/** Writes a task that is about a file into the tasks.json of that file's workspace folder. */
export async function saveTask(script: vscode.Uri, label: string, definition: vscode.TaskDefinition): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(script);
  if (!folder) {
    const message = vscode.l10n.t(
      'Tasks are kept in a workspace: open the folder of {0}, then save again.',
      path.basename(script.fsPath),
    );
    throw new AppError('InvalidArgument', message);
  }
  const uri = vscode.Uri.joinPath(folder.uri, '.vscode', 'tasks.json');
  await createIfMissing(uri);
  const document = await vscode.workspace.openTextDocument(uri);
  const { text, label: used } = addTask(document.getText(), label, definition);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
  const start = document.getText().indexOf(JSON.stringify(used));
  const position = document.positionAt(Math.max(0, start));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
}

async function createIfMissing(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch (error) {
    // One that is there and cannot be looked at is not to be emptied.
    if (!(error instanceof vscode.FileSystemError) || error.code !== 'FileNotFound') throw error;
    await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  }
}
