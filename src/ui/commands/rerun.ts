import * as vscode from 'vscode';
import { rerunSpec } from '../../app/rerunJob.ts';
import { readyScript, requireTrust } from '../run/script.ts';
import { startRun, startRunOfCode } from '../run/startRun.ts';
import { without } from '../run/without.ts';
import type { Services } from '../services.ts';
import type { SagemakerTasks } from '../tasks/taskProvider.ts';
import type { EditOptions } from './editOptions.ts';
import type { JobArgument } from './jobArgument.ts';

/**
 * Runs a job again. One that this workspace started runs its script as it is now; any other its code as it lies in S3.
 */
export async function rerun(
  job: JobArgument,
  services: Services,
  tasks: SagemakerTasks,
  edit?: EditOptions,
): Promise<void> {
  requireTrust();
  const past = services.store.pastRun(job.job);
  if (past && (await services.files.info(past.script))?.kind === 'file') {
    const { uri } = await readyScript(vscode.Uri.file(past.script));
    const before = without(past.options, 'script');
    const options = edit ? await edit(uri, before) : before;
    if (options) await startRun(tasks, uri, options);
    return;
  }
  const { spec } = await rerunSpec({ backend: await services.backends.get(job.connection), name: job.job });
  const { script, ...before } = spec;
  const options = edit ? await edit(vscode.Uri.file(`/${script}`), before) : before;
  if (options) await startRunOfCode(tasks, script, options);
}
