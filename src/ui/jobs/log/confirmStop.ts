import * as vscode from 'vscode';
import { stopJob } from '../../../app/stopJob.ts';
import type { JobId } from '../../../core/jobs/jobRef.ts';
import type { Backend } from '../../../core/ports/backend.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { showError } from '../../kit/errors/showError.ts';

/** Asks, then stops the job. Returns whether it was asked to stop. */
export async function confirmStop(backend: Backend, job: JobId, logger: Logger): Promise<boolean> {
  const stop = vscode.l10n.t('Stop Job');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Stop the job {0}?', job.name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Its processes are asked to end, and ended if they do not. The log stays, and so do the outputs written so far.',
      ),
    },
    stop,
  );
  if (chosen !== stop) return false;
  try {
    await stopJob({ backend, job });
    return true;
  } catch (error) {
    void showError(error, logger);
    return false;
  }
}
