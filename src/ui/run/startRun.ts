import * as vscode from 'vscode';
import { taskType } from '../ids.ts';
import { scriptMember } from '../tasks/scriptMember.ts';
import type { SagemakerTasks } from '../tasks/taskProvider.ts';
import type { RunOptions } from './runStore.ts';

/** Runs a script as a task. */
export function startRun(
  tasks: SagemakerTasks,
  script: vscode.Uri,
  options: RunOptions = {},
): Promise<vscode.TaskExecution> {
  return tasks.start({ ...options, type: taskType, script: scriptMember(script) }, script);
}

/** Runs code that an earlier run uploaded: `options.code` says where it lies, `script` is relative to it. */
export function startRunOfCode(
  tasks: SagemakerTasks,
  script: string,
  options: RunOptions,
): Promise<vscode.TaskExecution> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
  return tasks.start({ ...options, type: taskType, script }, vscode.Uri.joinPath(folder, script));
}
