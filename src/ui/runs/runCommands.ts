import type { CommandHandler } from '../kit/contribution.ts';
import { readyScript } from '../kit/script.ts';
import { scriptsOf } from '../kit/scriptsOf.ts';
import type { Services } from '../kit/services.ts';
import type { EditOptions } from './editOptions.ts';
import type { RunTasks } from './runTasks.ts';
import { startRun } from './startRun.ts';

/** Runs what was clicked, or the open script, without a question. */
export function runCommand(tasks: RunTasks): CommandHandler {
  return async (...args) => {
    for (const resource of await scriptsOf(args)) {
      const { uri } = await readyScript(resource);
      await startRun(tasks, uri);
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
    if (options) await startRun(tasks, uri, options);
  };
}
