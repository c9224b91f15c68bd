import * as vscode from 'vscode';
import { isImageTask } from '../images/build/imageTask.ts';
import type { ImageTasks } from '../images/build/imageTasks.ts';
import { isSagemakerTask } from '../runs/definition.ts';
import type { RunTasks } from '../runs/runTasks.ts';

/** Tasks of type `sagemaker`, which have one provider: those that run a script, and those of kind `image`. */
export class SagemakerTaskProvider implements vscode.TaskProvider {
  readonly #runs: RunTasks;
  readonly #images: ImageTasks;

  constructor(runs: RunTasks, images: ImageTasks) {
    this.#runs = runs;
    this.#images = images;
  }

  async provideTasks(): Promise<vscode.Task[]> {
    return [...this.#runs.provide(), ...(await this.#images.provide())];
  }

  resolveTask({ definition, scope = vscode.TaskScope.Workspace, name }: vscode.Task): vscode.Task | undefined {
    // The definition has to stay the very same object: VS Code tells tasks apart by it.
    if (isImageTask(definition)) return this.#images.task(definition, scope, name);
    return isSagemakerTask(definition) ? this.#runs.task(definition, scope, name) : undefined;
  }
}
