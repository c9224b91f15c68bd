import * as l10n from '@vscode/l10n';
import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import { followJob } from '../../../app/followJob.ts';
import type { AppError } from '../../../core/errors.ts';
import { terminalText } from '../../../core/logs/lines.ts';
import { logFooter, logHeader } from '../../../core/logs/render.ts';
import type { Backend } from '../../../core/ports/backend.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { TerminalOutput } from '../../kit/terminal/logTerminal.ts';

export interface ShowFollowedOptions {
  readonly backend: Backend;
  readonly job: string;
  readonly clock: Clock;
  readonly output: TerminalOutput;
  readonly signal: AbortSignal;
}

/** Shows a job's header, its log as it comes and its footer. Returns the job as it ended. */
export async function showFollowed(options: ShowFollowedOptions): Promise<DescribeProcessingJobResponse> {
  const { backend, job: name, clock, output, signal } = options;
  let latest: DescribeProcessingJobResponse | undefined;
  let isInterrupted = false;
  const onInterrupted = (error: AppError): void => {
    // A busy service only makes for a pause.
    if (isInterrupted || error.code === 'Throttled') return;
    isInterrupted = true;
    void output.write(`\r\x1b[K\x1b[2m${l10n.t('Connection lost, trying again…')}\x1b[0m\r\n`);
  };
  for await (const event of followJob({ backend, name, clock, signal, onInterrupted })) {
    isInterrupted = false;
    if (event.kind === 'log') {
      await output.write(terminalText(event.events, instances(latest) > 1 ? event.host : undefined));
    } else {
      if (!latest) await output.write(logHeader(event.job, backend.connection, backend.consoleUrl(name)));
      latest = event.job;
    }
  }
  signal.throwIfAborted();
  const ended = latest ?? (await backend.jobs.describe(name, signal));
  await output.write(logFooter(ended, clock.now()));
  return ended;
}

function instances(job: DescribeProcessingJobResponse | undefined): number {
  return job?.ProcessingResources?.ClusterConfig?.InstanceCount ?? 1;
}
