import * as vscode from 'vscode';
import type { SubmitStep } from '../../app/submitJob.ts';
import { connectionText } from '../../core/connection.ts';
import { isAbort } from '../../core/errors.ts';
import type { JobId } from '../../core/jobs/jobRef.ts';
import { jobExitCode } from '../../core/jobs/status.ts';
import type { TerminalOutput, TerminalProgram } from '../kit/terminal/logTerminal.ts';
import { showFollowed } from '../jobs/log/showFollowed.ts';
import { reportInTerminal } from '../kit/terminal/reportInTerminal.ts';
import { confirmStop } from '../jobs/log/confirmStop.ts';
import type { Rebuild } from '../images/build/rebuild.ts';
import type { Services } from '../kit/services.ts';
import { runMembers } from './definition.ts';
import type { SubmittedRun } from './submitRun.ts';
import type { RunKeeper } from '../jobs/log/runKeeper.ts';

const cancelledExitCode = 130;
const eraseLine = '\r\x1b[K';

export interface RunProgramOptions {
  readonly definition: vscode.TaskDefinition;
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly services: Services;
  /** Builds an image again that the run is to use. */
  readonly rebuild: Rebuild;
  readonly keeper: RunKeeper;
  /** Told the job once it is created. */
  readonly onSubmitted: (job: JobId) => void;
}

/** Submits the run of a task and shows its log; the job's exit code is the task's. */
export class RunProgram implements TerminalProgram {
  readonly #options: RunProgramOptions;
  readonly #cancelled = new AbortController();
  #submitted: SubmittedRun | undefined;

  constructor(options: RunProgramOptions) {
    this.#options = options;
  }

  async run(output: TerminalOutput, closed: AbortSignal): Promise<number | undefined> {
    const signal = AbortSignal.any([closed, this.#cancelled.signal]);
    try {
      const { backend, job } = await this.#submit(output, signal);
      // Too late to take the job back: it goes on, and whoever left or pressed Ctrl+C is told or asked.
      if (closed.aborted) this.left();
      else if (signal.aborted) this.interrupt();
      const ended = await showFollowed({
        backend,
        job: job.ref,
        clock: this.#options.services.clock,
        output,
        signal: closed,
      });
      await this.#options.services.runs.ended(ended);
      return jobExitCode(ended);
    } catch (error) {
      if (isAbort(error) || error instanceof vscode.CancellationError) {
        if (this.#submitted) return cancelledExitCode;
        await output.write(`${eraseLine}${nothingRunText(error)}\r\n`);
        // Nothing failed; nor is there a success that tasks which depend on this one could go on from.
        return undefined;
      }
      if (this.#submitted) this.left();
      await output.write(eraseLine);
      await reportInTerminal(error, output, this.#options.services.logger);
      return 1;
    }
  }

  interrupt(): void {
    if (this.#submitted)
      void confirmStop(this.#submitted.backend, this.#submitted.job.ref, this.#options.services.logger);
    else this.#cancelled.abort();
  }

  left(): void {
    if (this.#submitted) this.#options.keeper.keep(this.#submitted.job.ref);
  }

  async #submit(output: TerminalOutput, signal: AbortSignal): Promise<SubmittedRun> {
    const { definition, folder, services, rebuild, onSubmitted } = this.#options;
    const progress = (text: string): void => {
      void output.write(eraseLine + dim(text));
    };
    progress(vscode.l10n.t('Getting ready…'));
    const { submitRun } = await import('./submitRun.ts');
    const submitted = await submitRun({
      definition,
      folder,
      services,
      rebuild,
      onChecking: () => {
        progress(vscode.l10n.t('Looking whether the image has what the script needs…'));
      },
      onConnecting: ({ kind }) => {
        progress(kind === 'local' ? vscode.l10n.t('Starting Local SageMaker…') : vscode.l10n.t('Connecting to AWS…'));
      },
      onProgress: (step) => {
        progress(stepText(step));
      },
      signal,
    });
    this.#submitted = submitted;
    const { job, connection, spec, told } = submitted;
    onSubmitted(job.ref);
    await services.runs.started({ job: job.ref, connection, script: spec.script }, runMembers(definition));
    services.logger.info(`started ${job.ref.name} of ${spec.script} on ${connectionText(connection)}`);
    await output.write(eraseLine);
    if (told !== undefined) await output.write(`${dim(told)}\r\n`);
    for (const warning of job.warnings) await output.write(`\x1b[33m${warning}\x1b[0m\r\n`);
    return submitted;
  }
}

function stepText(step: SubmitStep): string {
  switch (step.kind) {
    case 'collecting':
      return vscode.l10n.t('Collecting the script’s folder…');
    case 'uploading':
      return vscode.l10n.t('Uploading… {0} of {1}', step.done, step.total);
    case 'creating':
      return vscode.l10n.t('Creating the job…');
  }
}

/** What to say of a run that did not come about. */
function nothingRunText(error: unknown): string {
  return error instanceof Error && error.name === 'RunPostponed'
    ? vscode.l10n.t(
        'Nothing was run yet: build the image when the Dockerfile has what is missing, then run the script again.',
      )
    : vscode.l10n.t('Cancelled: nothing was run.');
}

function dim(text: string): string {
  return `\x1b[2m${text}\x1b[0m`;
}
