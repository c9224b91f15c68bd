import type { Uri } from 'vscode';
import type { RunOptions } from '../kit/state/runStore.ts';
import type { Services } from '../kit/services.ts';

/** Lets the user change the options of a run; undefined when it is not to run now. */
export type EditOptions = (script: Uri, options: RunOptions) => Promise<RunOptions | undefined>;

/** The form of options, loaded on first use. */
export function editOptions(services: Services): EditOptions {
  return async (script, options) => {
    const { editRun } = await import('./options/editRun.ts');
    return editRun(script, options, services);
  };
}
