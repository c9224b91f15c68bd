import * as vscode from 'vscode';
import { AppError } from '../../core/errors.ts';
import { readyScript, scriptsOf } from '../run/script.ts';
import { startRun } from '../run/startRun.ts';
import type { SagemakerTasks } from '../tasks/taskProvider.ts';
import type { CommandHandler } from './registerCommands.ts';

/** Runs what was clicked, or the open script, without a question. */
export function runCommand(tasks: SagemakerTasks): CommandHandler {
  return async (...args) => {
    const scripts = scriptsOf(args);
    if (scripts.length === 0) throw noScript();
    for (const resource of scripts) {
      const { uri } = await readyScript(resource);
      await startRun(tasks, uri);
    }
  };
}

export function noScript(): AppError {
  return new AppError('ScriptNotFound', vscode.l10n.t('No script is open. Open an R or Python script, then run it.'));
}
