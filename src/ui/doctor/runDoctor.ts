import * as vscode from 'vscode';
import { runDoctor, type DoctorCheck } from '../../app/runDoctor.ts';
import { AppError } from '../../core/errors.ts';
import { errorButton } from '../kit/errors/errorButtons.ts';
import { activeFile } from '../kit/activeFile.ts';
import { interpreterCandidates } from '../kit/interpreters.ts';
import type { Services } from '../kit/services.ts';
import { settingIds } from '../kit/ids.ts';
import type { DoctorReport } from './report.ts';
import { reportText } from './reportText.ts';

/** Looks at what a run needs and shows a report, with a button for the first thing to mend. */
export async function runDoctorCommand(services: Services, report: DoctorReport): Promise<void> {
  const checks = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Checking this machine'),
      cancellable: true,
    },
    async (progress, token) => {
      const cancelled = new AbortController();
      token.onCancellationRequested(() => {
        cancelled.abort();
      });
      const open = activeFile();
      return runDoctor({
        connection: services.settings.connection(),
        backends: services.backends,
        processes: services.processes,
        engines: services.engines,
        jobEngine: {
          engine: services.settings.engine(open),
          limitResources: services.settings.boolean(settingIds.localLimitResources, open),
        },
        files: services.files,
        profiles: services.profiles,
        rCandidates: await interpreterCandidates('r', open, services),
        pythonCandidates: await interpreterCandidates('python', open, services),
        localRoot: services.localRoot,
        onCheck: (check) => {
          progress.report({ message: check.title });
        },
        signal: cancelled.signal,
      });
    },
  );
  await report.show(reportText(checks, services.clock.now()));
  void offerHelp(checks);
}

async function offerHelp(checks: readonly DoctorCheck[]): Promise<void> {
  const broken = checks.find((check) => check.state === 'missing' && check.action !== undefined);
  if (broken?.action === undefined) return;
  const button = errorButton(new AppError('Unexpected', '', { action: broken.action }));
  if (!button) return;
  const chosen = await vscode.window.showWarningMessage(
    `${broken.title}: ${broken.advice ?? broken.detail}`,
    button.title,
  );
  if (chosen === button.title) await button.run();
}
