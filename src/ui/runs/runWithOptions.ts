import { readyScript } from '../kit/script.ts';
import { scriptsOf } from '../kit/scriptsOf.ts';
import { startRun } from './startRun.ts';
import type { Services } from '../kit/services.ts';
import type { SagemakerTasks } from '../shell/taskProvider.ts';
import type { EditOptions } from './editOptions.ts';
import type { CommandHandler } from '../kit/commands.ts';

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
