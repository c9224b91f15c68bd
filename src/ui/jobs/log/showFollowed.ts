import * as l10n from '@vscode/l10n';
import { followJob } from '../../../app/followJob.ts';
import type { AppError } from '../../../core/errors.ts';
import type { Job } from '../../../core/jobs/job.ts';
import type { JobId } from '../../../core/jobs/jobRef.ts';
import { terminalText } from '../../../core/logs/lines.ts';
import { logFooter, logHeader } from '../../../core/logs/render.ts';
import type { Backend } from '../../../core/ports/backend.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { TerminalOutput } from '../../kit/terminal/logTerminal.ts';

export interface ShowFollowedOptions {
  readonly backend: Backend;
  readonly job: JobId;
  readonly clock: Clock;
  readonly output: TerminalOutput;
  readonly signal: AbortSignal;
}

/** Shows a job's header, its log as it comes and its footer. Returns the job as it ended. */
export async function showFollowed(options: ShowFollowedOptions): Promise<Job> {
  const { backend, job, clock, output, signal } = options;
  let latest: Job | undefined;
  let isInterrupted = false;
  const onInterrupted = (error: AppError): void => {
    // A busy service only makes for a pause.
    if (isInterrupted || error.code === 'Throttled') return;
    isInterrupted = true;
    void output.write(`\r\x1b[K\x1b[2m${l10n.t('Connection lost, trying again…')}\x1b[0m\r\n`);
  };
  for await (const event of followJob({ backend, job, clock, signal, onInterrupted })) {
    isInterrupted = false;
    if (event.kind === 'log') {
      await output.write(terminalText(event.events, (latest?.instances.count ?? 0) > 1 ? event.host : undefined));
    } else {
      if (!latest) await output.write(logHeader(event.job, backend.connection, backend.consoleUrl(job)));
      latest = event.job;
    }
  }
  signal.throwIfAborted();
  const ended = latest ?? (await backend.jobs.describe(job, signal));
  await output.write(logFooter(ended, clock.now()));
  return ended;
}
