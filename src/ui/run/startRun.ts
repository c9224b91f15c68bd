import * as vscode from 'vscode';
import { taskType } from '../ids.ts';
import { scriptMember } from '../tasks/scriptMember.ts';
import type { SagemakerTasks } from '../tasks/taskProvider.ts';
import type { RunOptions } from './runStore.ts';

/** Runs a script as a task. Each run is a task of its own: two of the same script may be in progress together. */
export async function startRun(
  tasks: SagemakerTasks,
  script: vscode.Uri,
  options: RunOptions = {},
): Promise<vscode.TaskExecution> {
  const definition = { ...options, type: taskType, script: scriptMember(script), run: new Date().toISOString() };
  return vscode.tasks.executeTask(tasks.taskOf(definition, script));
}

/** Runs code that an earlier run uploaded: `options.code` says where it lies, `script` is relative to it. */
export async function startRunOfCode(
  tasks: SagemakerTasks,
  script: string,
  options: RunOptions,
): Promise<vscode.TaskExecution> {
  const definition = { ...options, type: taskType, script, run: new Date().toISOString() };
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
  return vscode.tasks.executeTask(tasks.taskOf(definition, vscode.Uri.joinPath(folder, script)));
}
