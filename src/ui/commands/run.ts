import { readyScript, scriptsOf } from '../run/script.ts';
import { startRun } from '../run/startRun.ts';
import type { SagemakerTasks } from '../tasks/taskProvider.ts';
import type { CommandHandler } from './registerCommands.ts';

/** Runs what was clicked, or the open script, without a question. */
export function runCommand(tasks: SagemakerTasks): CommandHandler {
  return async (...args) => {
    for (const resource of await scriptsOf(args)) {
      const { uri } = await readyScript(resource);
      await startRun(tasks, uri);
    }
  };
}
