import { readyScript, scriptsOf } from '../run/script.ts';
import { startRun } from '../run/startRun.ts';
import type { Services } from '../services.ts';
import type { SagemakerTasks } from '../tasks/taskProvider.ts';
import type { EditOptions } from './editOptions.ts';
import type { CommandHandler } from './registerCommands.ts';

/** Shows the options of the script's run, as they were last time, and runs it. */
export function runWithOptionsCommand(services: Services, tasks: SagemakerTasks, edit: EditOptions): CommandHandler {
  return async (...args) => {
    const [resource] = await scriptsOf(args);
    if (!resource) return;
    const { uri } = await readyScript(resource);
    const options = await edit(uri, services.store.lastOptions(uri.fsPath) ?? {});
    if (options) await startRun(tasks, uri, options);
  };
}
