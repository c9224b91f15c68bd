import * as vscode from 'vscode';
import { listOutputs } from '../../app/listOutputs.ts';
import { formatDuration } from '../../core/format.ts';
import { jobDuration } from '../../core/jobs/duration.ts';
import { jobHeadline, missingPackage } from '../../core/jobs/reason.ts';
import { languageOf } from '../../core/scripts/language.ts';
import { commandIds, settingIds } from '../kit/ids.ts';
import type { OutputsPanels } from '../outputs/outputsPanel.ts';
import type { Services } from '../kit/services.ts';
import { messageText } from '../kit/errors/messageText.ts';
import { showError } from '../kit/errors/showError.ts';
import type { EndedRun } from '../kit/state/runs.ts';
import type { RunTasks } from './runTasks.ts';

/** When a run of this workspace ends: a notification, and its outputs beside the script if it wrote any. */
export function notifyRunEnds(services: Services, panels: OutputsPanels, tasks: RunTasks): vscode.Disposable {
  return services.runs.onDidEnd((run) => {
    const { status, failureReason = '' } = run.description;
    services.logger.info(`ended ${run.job.name}: ${status} ${failureReason}`.trimEnd());
    panels.refresh(run.connection, run.job);
    notifyRunEnd(run, services, panels, tasks).catch((error: unknown) => showError(error, services.logger));
  });
}

async function notifyRunEnd(run: EndedRun, services: Services, panels: OutputsPanels, tasks: RunTasks): Promise<void> {
  if (run.description.status !== 'Completed') {
    await notifyUnfinished(run, services, tasks);
    return;
  }
  const wrote = await wroteFiles(run, services);
  if (wrote === true && services.settings.boolean(settingIds.openOutputs)) {
    panels
      .open(run.connection, run.job, { openedBy: run.script })
      .catch((error: unknown) => showError(error, services.logger));
  }
  if (services.settings.notifications() === 'always') await notifyCompleted(run, wrote);
}

/** Undefined when the outputs could not be listed: the panel then tells why, to whoever opens it. */
async function wroteFiles(run: EndedRun, { backends, logger }: Services): Promise<boolean | undefined> {
  try {
    const backend = await backends.get(run.connection);
    const first = await listOutputs({ backend, job: run.description }).next();
    return first.done !== true;
  } catch (error) {
    logger.error(`outputs of ${run.job.name}`, error);
    return undefined;
  }
}

async function notifyCompleted(run: EndedRun, wrote: boolean | undefined): Promise<void> {
  const duration = jobDuration(run.description, new Date());
  const completed =
    duration === undefined
      ? vscode.l10n.t('{0} completed.', run.job.name)
      : vscode.l10n.t('{0} completed in {1}.', run.job.name, formatDuration(duration));
  const message = wrote === false ? vscode.l10n.t('{0} It wrote no files.', completed) : completed;
  const openOutputs = vscode.l10n.t('Open Outputs');
  const buttons = wrote === false ? [showLog()] : [openOutputs, showLog()];
  const chosen = await vscode.window.showInformationMessage(message, ...buttons);
  if (chosen === openOutputs) await vscode.commands.executeCommand(commandIds.openOutputs, run.job.key());
  await followIf(chosen, run);
}

async function notifyUnfinished(run: EndedRun, services: Services, tasks: RunTasks): Promise<void> {
  const failed = run.description.status === 'Failed';
  const level = services.settings.notifications();
  if (level === 'never' || (level === 'failures' && !failed)) return;
  if (failed) {
    const missing = missingPackage(run.description);
    const language = languageOf(run.script);
    if (missing !== undefined && language !== undefined) {
      const { installableFor } = await import('./installablePackages.ts');
      const installable = await installableFor(run, missing, language, services);
      if (installable) {
        const { offerPackages } = await import('./offerPackages.ts');
        if (await offerPackages(run, missing, installable, services, tasks, showLog())) await followIf(showLog(), run);
        return;
      }
      const { showMissingPackage } = await import('../images/dockerfile/showMissingPackage.ts');
      if (await showMissingPackage(run, missing, services, showLog())) await followIf(showLog(), run);
      return;
    }
    const { offerFolder, unsentOf } = await import('./offerFolder.ts');
    const unsent = await unsentOf(run, services);
    if (unsent) {
      if (await offerFolder(run, unsent, services, tasks, showLog())) await followIf(showLog(), run);
      return;
    }
    const message = vscode.l10n.t('{0} failed: {1}', run.job.name, messageText(jobHeadline(run.description) ?? ''));
    await followIf(await vscode.window.showErrorMessage(message, showLog()), run);
    return;
  }
  // Somebody asked for it, unless SageMaker gives a reason of its own, such as the time limit.
  const limit = run.description.failureReason;
  const chosen = limit
    ? await vscode.window.showWarningMessage(
        vscode.l10n.t('{0} was stopped: {1}', run.job.name, messageText(limit)),
        showLog(),
      )
    : await vscode.window.showInformationMessage(vscode.l10n.t('{0} was stopped.', run.job.name), showLog());
  await followIf(chosen, run);
}

async function followIf(chosen: string | undefined, run: EndedRun): Promise<void> {
  if (chosen === showLog()) await vscode.commands.executeCommand(commandIds.followLogs, run.job.key());
}

function showLog(): string {
  return vscode.l10n.t('Show Log');
}
