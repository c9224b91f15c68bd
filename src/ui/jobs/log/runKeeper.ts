import * as vscode from 'vscode';
import { waitForJob } from '../../../app/waitForJob.ts';
import { errorText, isAbort, isAppError } from '../../../core/errors.ts';
import type { JobId } from '../../../core/jobs/jobRef.ts';
import { messageText } from '../../kit/errors/messageText.ts';
import { commandIds } from '../../kit/ids.ts';
import type { Services } from '../../kit/services.ts';

/** Keeps an eye on runs whose terminal was closed: the job goes on, and its end is still told. */
export class RunKeeper implements vscode.Disposable {
  readonly #services: Services;
  readonly #disposed = new AbortController();
  /** Keys of jobs. */
  readonly #kept = new Set<string>();

  constructor(services: Services) {
    this.#services = services;
  }

  keep(job: JobId): void {
    void this.#wait(job);
    void this.#tell(job);
  }

  dispose(): void {
    this.#disposed.abort();
  }

  async #wait(job: JobId): Promise<void> {
    const { runs, backends, clock, logger } = this.#services;
    const run = runs.active.find((active) => active.job.equals(job));
    if (!run || this.#kept.has(job.key())) return;
    this.#kept.add(job.key());
    try {
      const signal = this.#disposed.signal;
      const backend = await backends.get(run.connection, signal);
      await runs.ended(await waitForJob({ backend, job, clock, signal }));
    } catch (error) {
      if (isAbort(error)) return;
      if (isAppError(error) && error.code === 'NotFound') await runs.forget(job);
      logger.warn(`no longer watching ${job.key()}: ${String(error)}`);
      void this.#tellUnwatched(job, error);
    } finally {
      this.#kept.delete(job.key());
    }
  }

  /** Its end would have been told: nobody is to wait for that in vain. */
  async #tellUnwatched(job: JobId, error: unknown): Promise<void> {
    const follow = vscode.l10n.t('Follow Logs');
    const message = vscode.l10n.t('The end of {0} will not be told: {1}', job.name, messageText(errorText(error)));
    if ((await vscode.window.showWarningMessage(message, follow)) === follow)
      await vscode.commands.executeCommand(commandIds.followLogs, job.key());
  }

  async #tell(job: JobId): Promise<void> {
    if (this.#disposed.signal.aborted) return;
    const follow = vscode.l10n.t('Follow Logs');
    const stop = vscode.l10n.t('Stop Job');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('{0} goes on running.', job.name),
      follow,
      stop,
    );
    if (chosen === follow) await vscode.commands.executeCommand(commandIds.followLogs, job.key());
    if (chosen === stop) await vscode.commands.executeCommand(commandIds.stopJob, job.key());
  }
}
