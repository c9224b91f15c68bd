import * as vscode from 'vscode';
import { commandIds, taskType } from '../../kit/ids.ts';
import { LogTerminal } from '../../kit/terminal/logTerminal.ts';
import type { Services } from '../../kit/services.ts';
import { scriptMember } from '../../kit/tasks.ts';
import { BuildProgram, type BuildProgramOptions } from './buildProgram.ts';
import type { BuiltFrom } from '../../kit/state/builtImages.ts';
import type { DockerfileProblems } from './dockerfileProblems.ts';
import { findDockerfiles } from './dockerfiles.ts';
import type { BuildEnd } from './rebuild.ts';
import { imageKind, imageTaskName, type ImageTaskDefinition } from './imageTask.ts';

const taskSource = 'SageMaker';

type Ends = Pick<BuildProgramOptions, 'onFinished' | 'onFailed'>;

/** The tasks of kind `image`: one for each Dockerfile of the workspace, and those of tasks.json. */
export class ImageTasks {
  readonly #services: Services;
  readonly #problems: DockerfileProblems;

  constructor(services: Services, problems: DockerfileProblems) {
    this.#services = services;
    this.#problems = problems;
  }

  async provide(): Promise<vscode.Task[]> {
    return (await findDockerfiles()).map((dockerfile) => this.#of(this.definition(dockerfile), dockerfile));
  }

  definition(dockerfile: vscode.Uri): ImageTaskDefinition {
    return { type: taskType, kind: imageKind, dockerfile: scriptMember(dockerfile) };
  }

  /** Builds an image as a task. */
  async start(definition: ImageTaskDefinition, dockerfile: vscode.Uri): Promise<vscode.TaskExecution> {
    return vscode.tasks.executeTask(this.#of(definition, dockerfile));
  }

  /** Builds an image again as it was built before, and waits for it; undefined when it was cancelled. */
  async build({ members, dockerfile }: BuiltFrom): Promise<BuildEnd | undefined> {
    const definition = { ...this.definition(vscode.Uri.file(dockerfile)), ...members };
    let end: BuildEnd | undefined;
    const task = this.#of(definition, vscode.Uri.file(dockerfile), {
      onFinished: (built) => {
        end = built;
      },
      onFailed: (failed) => {
        end = { failed };
      },
    });
    const over = new Set<vscode.TaskExecution>();
    let execution: vscode.TaskExecution | undefined;
    await new Promise<void>((resolve, reject) => {
      // Before it starts: one that fails at once may be over by the time that its start is told.
      const ended = vscode.tasks.onDidEndTask((event) => {
        over.add(event.execution);
        settle();
      });
      const settle = (): void => {
        if (execution === undefined || !over.has(execution)) return;
        ended.dispose();
        resolve();
      };
      vscode.tasks.executeTask(task).then(
        (started) => {
          execution = started;
          settle();
        },
        (error: unknown) => {
          ended.dispose();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
    return end;
  }

  task(
    definition: ImageTaskDefinition,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
    name: string,
    ends: Ends = {},
  ): vscode.Task {
    const folder = typeof scope === 'object' ? scope : undefined;
    const execution = new vscode.CustomExecution((resolved) => {
      const program = new BuildProgram({
        definition: resolved,
        folder,
        services: this.#services,
        problems: this.#problems,
        retry: async () => vscode.tasks.executeTask(task),
        showLog: () => {
          showTerminal(folder === undefined ? [name] : [name, `${name} (${folder.name})`]);
        },
        ...ends,
      });
      return Promise.resolve(new LogTerminal(program, this.#services.clock, true));
    });
    const task: vscode.Task = new vscode.Task(definition, scope, name, taskSource, execution, []);
    task.detail = vscode.l10n.t('Build and push the image');
    task.group = vscode.TaskGroup.Build;
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, echo: false, clear: true };
    return task;
  }

  #of(definition: ImageTaskDefinition, dockerfile: vscode.Uri, ends?: Ends): vscode.Task {
    const folder = vscode.workspace.getWorkspaceFolder(dockerfile);
    const name = imageTaskName(definition.dockerfile, folder?.uri.fsPath ?? '/');
    return this.task(definition, folder ?? vscode.TaskScope.Workspace, name, ends);
  }
}

/** The terminal of a task. Another task may have it by now: what is left then is what the extension wrote down. */
function showTerminal(names: readonly string[]): void {
  const terminal = vscode.window.terminals.findLast(({ name }) => names.includes(name));
  if (terminal) terminal.show(true);
  else void vscode.commands.executeCommand(commandIds.showExtensionLog);
}
