import * as vscode from 'vscode';
import { imageUri } from '../../core/images/imageName.ts';
import type { CommandHandler } from '../kit/contribution.ts';
import { readyScript } from '../kit/script.ts';
import { scriptsOf } from '../kit/scriptsOf.ts';
import type { Services } from '../kit/services.ts';
import type { RunOptions } from '../kit/state/runStore.ts';
import type { RunTasks } from './runTasks.ts';

/** Lets the user change the options of a run; undefined when it is not to run now. */
export type EditOptions = (script: vscode.Uri, options: RunOptions) => Promise<RunOptions | undefined>;

/** The form of options, loaded on first use. */
export function editOptions(services: Services): EditOptions {
  return async (script, options) => {
    const { editRun } = await import('./options/editRun.ts');
    return editRun(script, options, services);
  };
}

/** Runs what was clicked, or the open script, without a question. */
export function runScriptCommand(tasks: RunTasks): CommandHandler {
  return async (...args) => {
    for (const resource of await scriptsOf(args)) {
      const { uri } = await readyScript(resource);
      await tasks.runScript(uri);
    }
  };
}

/** Shows the options of the script's run, as they were last time, and runs it. */
export function runWithOptionsCommand(services: Services, tasks: RunTasks, edit: EditOptions): CommandHandler {
  return async (...args) => {
    const [resource] = await scriptsOf(args);
    if (!resource) return;
    const { uri } = await readyScript(resource);
    const options = await edit(uri, services.store.lastOptions(uri.fsPath) ?? {});
    if (options) await tasks.runScript(uri, options);
  };
}

/** Runs the open script once in an image, whatever the workspace's image is. */
export function runInImageCommand(services: Services, tasks: RunTasks): CommandHandler {
  return async (argument) => {
    const { imageArgument } = await import('../images/imageArgument.ts');
    const node = await imageArgument(argument, services, vscode.l10n.t('Run the open script in which image?'));
    if (!node) return;
    for (const resource of await scriptsOf([])) {
      const { uri } = await readyScript(resource);
      await tasks.runScript(uri, { image: imageUri(node.parent.repository, node.image) });
    }
  };
}
