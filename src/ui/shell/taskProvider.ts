import path from 'node:path';
import * as vscode from 'vscode';
import { isImageTask } from '../images/build/imageTask.ts';
import type { ImageTasks } from '../images/build/imageTasks.ts';
import { LogTerminal } from '../kit/terminal/logTerminal.ts';
import type { LogTerminals } from '../jobs/log/logTerminals.ts';
import { RunProgram } from '../runs/runProgram.ts';
import { languageOf } from '../../core/scripts/language.ts';
import type { RunKeeper } from '../jobs/log/runKeeper.ts';
import type { Services } from '../kit/services.ts';
import { fileInFront } from '../kit/fileInFront.ts';
import { taskType } from '../kit/ids.ts';
import { scriptMember } from '../kit/scriptMember.ts';
import { isSagemakerTask, type SagemakerTaskDefinition } from '../runs/definition.ts';
import { runDetail, unlike } from '../runs/runsApart.ts';

const taskSource = 'SageMaker';

export interface SagemakerTasksParts {
  readonly services: Services;
  readonly terminals: LogTerminals;
  readonly keeper: RunKeeper;
  readonly images: ImageTasks;
}

/** Tasks of type `sagemaker`: those of tasks.json, that of the script in front, one for each image of the workspace, and those a command makes. */
export class SagemakerTasks implements vscode.TaskProvider {
  readonly #services: Services;
  readonly #terminals: LogTerminals;
  readonly #keeper: RunKeeper;
  readonly #images: ImageTasks;
  readonly #starting = new Set<vscode.TaskDefinition>();

  constructor({ services, terminals, keeper, images }: SagemakerTasksParts) {
    this.#images = images;
    this.#services = services;
    this.#terminals = terminals;
    this.#keeper = keeper;
  }

  async provideTasks(): Promise<vscode.Task[]> {
    return [...this.#ofScriptInFront(), ...(await this.#images.provide())];
  }

  #ofScriptInFront(): vscode.Task[] {
    const script = fileInFront();
    if (script?.scheme !== 'file' || !languageOf(script.path)) return [];
    return [this.#taskOf({ type: taskType, script: scriptMember(script) }, script)];
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const scope = task.scope ?? vscode.TaskScope.Workspace;
    if (isImageTask(task.definition)) return this.#images.task(task.definition, scope, task.name);
    if (!isSagemakerTask(task.definition)) return undefined;
    // The definition has to stay the very same object: VS Code tells tasks apart by it.
    return this.#task(task.definition, scope, task.name);
  }

  /**
   * Runs a script as a task. VS Code tells tasks apart by their definitions and keeps a list of those that ran: runs alike share one
   * entry there, but for those in progress together, which are numbered, as VS Code would not start a task twice.
   */
  async start(definition: SagemakerTaskDefinition, script: vscode.Uri): Promise<vscode.TaskExecution> {
    const inProgress = [...vscode.tasks.taskExecutions.map(({ task }) => task.definition), ...this.#starting];
    const numbered = unlike(definition, inProgress);
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
        rebuild: async (from) => {
          const built = await this.#images.build(from);
          // The terminal of a build that failed is the one to read.
          if (built && !('failed' in built)) this.#terminals.reveal(name);
          return built;
        },
        onSubmitted: (job) => {
          this.#terminals.taskShows(name, job);
        },
      });
      return Promise.resolve(new LogTerminal(program, this.#services.clock, true));
    });
    const task = new vscode.Task(definition, scope, name, taskSource, execution, []);
    const told = runDetail(definition);
    task.detail =
      told === '' ? vscode.l10n.t('Run as a SageMaker job') : vscode.l10n.t('Run as a SageMaker job with {0}', told);
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, echo: false, clear: true };
    return task;
  }
}
