import path from 'node:path';
import * as vscode from 'vscode';
import { LogTerminal } from '../logs/logTerminal.ts';
import type { LogTerminals } from '../logs/logTerminals.ts';
import { RunProgram } from '../run/runProgram.ts';
import { languageOf } from '../../core/runs/language.ts';
import type { RunKeeper } from '../run/runKeeper.ts';
import type { Services } from '../services.ts';
import { taskType } from '../ids.ts';
import { scriptMember } from './scriptMember.ts';
import { isSagemakerTask, type SagemakerTaskDefinition } from './definition.ts';

const taskSource = 'SageMaker';

/** Tasks of type `sagemaker`: those of tasks.json, the open script's, and those a command makes. */
export class SagemakerTasks implements vscode.TaskProvider {
  readonly #services: Services;
  readonly #terminals: LogTerminals;
  readonly #keeper: RunKeeper;

  constructor(services: Services, terminals: LogTerminals, keeper: RunKeeper) {
    this.#services = services;
    this.#terminals = terminals;
    this.#keeper = keeper;
  }

  provideTasks(): vscode.Task[] {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || document.isUntitled || !languageOf(document.uri.fsPath)) return [];
    return [this.taskOf({ type: taskType, script: scriptMember(document.uri) }, document.uri)];
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    if (!isSagemakerTask(task.definition)) return undefined;
    const scope = task.scope ?? vscode.TaskScope.Workspace;
    // The definition has to stay the very same object: VS Code tells tasks apart by it.
    return this.#task(task.definition, scope, task.name);
  }

  /** A task that runs a script, named after it. */
  taskOf(definition: SagemakerTaskDefinition, script: vscode.Uri): vscode.Task {
    const scope = vscode.workspace.getWorkspaceFolder(script) ?? vscode.TaskScope.Workspace;
    return this.#task(definition, scope, path.basename(script.fsPath));
  }

  #task(
    definition: vscode.TaskDefinition,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
    name: string,
  ): vscode.Task {
    const folder = typeof scope === 'object' ? scope : undefined;
    const execution = new vscode.CustomExecution((resolved) => {
      const program = new RunProgram({
        definition: resolved,
        folder,
        services: this.#services,
        keeper: this.#keeper,
        onSubmitted: (job) => {
          this.#terminals.taskShows(name, job);
        },
      });
      return Promise.resolve(new LogTerminal(program, this.#services.clock, true));
    });
    const task = new vscode.Task(definition, scope, name, taskSource, execution, []);
    task.detail = vscode.l10n.t('Run as a SageMaker job');
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, echo: false, clear: true };
    return task;
  }
}
