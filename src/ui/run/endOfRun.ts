import * as vscode from 'vscode';
import { listOutputs } from '../../app/listOutputs.ts';
import { formatDuration } from '../../core/format.ts';
import { jobHeadline } from '../../core/jobs/reason.ts';
import { jobDuration } from '../../core/logs/render.ts';
import { commandIds, settingIds } from '../ids.ts';
import type { OutputsPanels } from '../outputs/outputsPanel.ts';
import type { Services } from '../services.ts';
import { showError } from '../errors/showError.ts';
import type { EndedRun } from './runs.ts';

/** When a run of this workspace ends: a notification, and its outputs beside the script. */
export function followEnds(services: Services, panels: OutputsPanels): vscode.Disposable {
  return services.runs.onDidEnd((run) => {
    panels.refresh(run.connection, run.job);
    void notify(run, services);
    if (run.description.ProcessingJobStatus === 'Completed' && services.settings.boolean(settingIds.openOutputs)) {
      openOutputs(run, services, panels).catch((error: unknown) => showError(error, services.logger));
    }
  });
}

async function notify(run: EndedRun, { settings }: Services): Promise<void> {
  const level = settings.notifications();
  const status = run.description.ProcessingJobStatus;
  if (level === 'never' || (level === 'failures' && status !== 'Failed')) return;
  const openOutputs = vscode.l10n.t('Open Outputs');
  const showLog = vscode.l10n.t('Show Log');
  const duration = jobDuration(run.description, undefined);
  const reason = jobHeadline(run.description) ?? '';
  let chosen: string | undefined;
  if (status === 'Failed') {
    const message = vscode.l10n.t('{0} failed: {1}', run.job, reason);
    chosen = await vscode.window.showErrorMessage(message, showLog);
  } else if (status === 'Stopped') {
    // Somebody asked for it, unless SageMaker gives a reason of its own, such as the time limit.
    const limit = run.description.FailureReason;
    chosen = limit
      ? await vscode.window.showWarningMessage(vscode.l10n.t('{0} was stopped: {1}', run.job, limit), showLog)
      : await vscode.window.showInformationMessage(vscode.l10n.t('{0} was stopped.', run.job), showLog);
  } else {
    const message =
      duration === undefined
        ? vscode.l10n.t('{0} completed.', run.job)
        : vscode.l10n.t('{0} completed in {1}.', run.job, formatDuration(duration));
    chosen = await vscode.window.showInformationMessage(message, openOutputs, showLog);
  }
  if (chosen === openOutputs) await vscode.commands.executeCommand(commandIds.openOutputs, run.job);
  if (chosen === showLog) await vscode.commands.executeCommand(commandIds.followLogs, run.job);
}

async function openOutputs(run: EndedRun, { backends }: Services, panels: OutputsPanels): Promise<void> {
  const backend = await backends.get(run.connection);
  const first = await listOutputs({ backend, job: run.description }).next();
  if (first.done !== true) await panels.open(run.connection, run.job, { preserveFocus: true });
}
