import * as vscode from 'vscode';
import { taskType } from '../kit/ids.ts';
import { scriptMember } from '../kit/scriptMember.ts';
import type { RunTasks } from './runTasks.ts';
import type { RunOptions } from '../kit/state/runStore.ts';

/** Runs a script as a task. */
export function startRun(tasks: RunTasks, script: vscode.Uri, options: RunOptions = {}): Promise<vscode.TaskExecution> {
  return tasks.start({ ...options, type: taskType, script: scriptMember(script) }, script);
}

/** Runs code that an earlier run uploaded: `options.code` says where it lies, `script` is relative to it. */
export function startRunOfCode(tasks: RunTasks, script: string, options: RunOptions): Promise<vscode.TaskExecution> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
  return tasks.start({ ...options, type: taskType, script }, vscode.Uri.joinPath(folder, script));
}
