import * as vscode from 'vscode';
import { rerunSpec } from '../../app/rerunJob.ts';
import { engineOptions } from '../../core/jobs/engine.ts';
import { readyScript, requireTrust } from '../kit/script.ts';
import { omit } from '../kit/omit.ts';
import type { Services } from '../kit/services.ts';
import type { RunTasks } from './runTasks.ts';
import type { EditOptions } from './runCommands.ts';
import type { JobArgument } from '../jobs/jobArgument.ts';

/**
 * Runs a job again, in the image that it ran in. One that this workspace started runs its script as it is now; any other its code as it
 * lies in S3.
 */
export async function rerun(job: JobArgument, services: Services, tasks: RunTasks, edit?: EditOptions): Promise<void> {
  requireTrust();
  const past = services.store.pastRun(job.job);
  if (past && (await services.files.info(past.script))?.kind === 'file') {
    const { uri } = await readyScript(vscode.Uri.file(past.script));
    const before = { ...omit(past.options, 'script'), ...(await imageOfJob(job, services)) };
    const options = edit ? await edit(uri, before) : before;
    if (options) await tasks.runScript(uri, options);
    return;
  }
  const backend = await services.backends.get(job.connection);
  const { spec, leftOut } = await rerunSpec({ backend, job: job.job });
  if (leftOut.length > 0) await confirmLeavingOut(job.job.name, leftOut);
  const { script, ...before } = spec;
  const options = edit ? await edit(vscode.Uri.file(`/${script}`), before) : before;
  if (options) await tasks.runUploadedCode(script, options);
}

/** The image that a job ran in and how, whatever the workspace's is by now. */
async function imageOfJob({ connection, job }: JobArgument, { backends }: Services): Promise<Record<string, unknown>> {
  const description = await (await backends.get(connection)).jobs.describe(job);
  const { image } = description;
  return { ...(image !== undefined && { image }), ...engineOptions(description) };
}

/** `CancellationError` when the user would rather not. */
async function confirmLeavingOut(job: string, leftOut: readonly string[]): Promise<void> {
  const anyway = vscode.l10n.t('Run Without');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Run {0} again without some of what it had?', job),
    { modal: true, detail: vscode.l10n.t('The new job leaves out: {0}.', leftOut.join(', ')) },
    anyway,
  );
  if (chosen !== anyway) throw new vscode.CancellationError();
}
