import path from 'node:path';
import * as vscode from 'vscode';
import type { Rebuild } from '../images/build/rebuild.ts';
import { LogTerminal } from '../kit/terminal/logTerminal.ts';
import type { LogTerminals } from '../jobs/log/logTerminals.ts';
import { RunProgram } from './runProgram.ts';
import { languageOf } from '../../core/scripts/language.ts';
import type { RunKeeper } from '../jobs/log/runKeeper.ts';
import type { RunOptions } from '../kit/state/runStore.ts';
import type { Services } from '../kit/services.ts';
import { activeFile } from '../kit/activeFile.ts';
import { taskType } from '../kit/ids.ts';
import { scriptMember } from '../kit/tasks.ts';
import { numberedAmong, runDetail, type SagemakerTaskDefinition } from './definition.ts';

const taskSource = 'SageMaker';

export interface RunTasksParts {
  readonly services: Services;
  readonly terminals: LogTerminals;
  readonly keeper: RunKeeper;
  /** Builds an image again that a run is to use. */
  readonly rebuild: Rebuild;
}

/** The tasks that run a script: those of tasks.json, the open script's, and those a command makes. */
export class RunTasks {
  readonly #parts: RunTasksParts;
  readonly #starting = new Set<vscode.TaskDefinition>();

  constructor(parts: RunTasksParts) {
    this.#parts = parts;
  }

  /** The one of the script in front, if a script is. */
  provide(): vscode.Task[] {
    const script = activeFile();
    if (script?.scheme !== 'file' || !languageOf(script.path)) return [];
    return [this.#taskOf({ type: taskType, script: scriptMember(script) }, script)];
  }

  /** Runs a script as a task. */
  runScript(script: vscode.Uri, options: RunOptions = {}): Promise<vscode.TaskExecution> {
    return this.#start({ ...options, type: taskType, script: scriptMember(script) }, script);
  }

  /** Runs code that an earlier run uploaded: `options.code` says where it lies, `script` is relative to it. */
  runUploadedCode(script: string, options: RunOptions): Promise<vscode.TaskExecution> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    return this.#start({ ...options, type: taskType, script }, vscode.Uri.joinPath(folder, script));
  }

  /**
   * VS Code tells tasks apart by their definitions and keeps a list of those that ran: runs alike share one
   * entry there, but for those in progress together, which are numbered, as VS Code would not start a task twice.
   */
  async #start(definition: SagemakerTaskDefinition, script: vscode.Uri): Promise<vscode.TaskExecution> {
    const inProgress = [...vscode.tasks.taskExecutions.map(({ task }) => task.definition), ...this.#starting];
    const numbered = numberedAmong(definition, inProgress);
    this.#starting.add(numbered);
    try {
      return await vscode.tasks.executeTask(this.#taskOf(numbered, script));
    } finally {
      this.#starting.delete(numbered);
    }
  }

  /** A task that runs a script, named after it. */
  #taskOf(definition: SagemakerTaskDefinition, script: vscode.Uri): vscode.Task {
    const scope = vscode.workspace.getWorkspaceFolder(script) ?? vscode.TaskScope.Workspace;
    return this.task(definition, scope, path.basename(script.fsPath));
  }

  task(
    definition: SagemakerTaskDefinition,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
    name: string,
  ): vscode.Task {
    const { services, keeper, terminals, rebuild } = this.#parts;
    const folder = typeof scope === 'object' ? scope : undefined;
    const execution = new vscode.CustomExecution((resolved) => {
      const program = new RunProgram({
        definition: resolved,
        folder,
        services,
        keeper,
        rebuild: async (from) => {
          const built = await rebuild(from);
          // The terminal of a build that failed is the one to read.
          if (built && !('failed' in built)) terminals.reveal(name);
          return built;
        },
        onSubmitted: (job) => {
          terminals.taskShows(name, job);
        },
      });
      return Promise.resolve(new LogTerminal(program, services.clock, true));
    });
    const task = new vscode.Task(definition, scope, name, taskSource, execution, []);
    const told = runDetail(definition);
    task.detail =
      told === '' ? vscode.l10n.t('Run as a SageMaker job') : vscode.l10n.t('Run as a SageMaker job with {0}', told);
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, echo: false, clear: true };
    return task;
  }
}
