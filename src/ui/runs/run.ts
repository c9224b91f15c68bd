import { readyScript } from '../kit/script.ts';
import { scriptsOf } from '../kit/scriptsOf.ts';
import { startRun } from './startRun.ts';
import type { SagemakerTasks } from '../shell/taskProvider.ts';
import type { CommandHandler } from '../kit/commands.ts';

/** Runs what was clicked, or the open script, without a question. */
export function runCommand(tasks: SagemakerTasks): CommandHandler {
  return async (...args) => {
    for (const resource of await scriptsOf(args)) {
      const { uri } = await readyScript(resource);
      await startRun(tasks, uri);
    }
  };
}
