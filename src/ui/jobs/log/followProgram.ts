import { isAbort, isAppError } from '../../../core/errors.ts';
import { jobExitCode } from '../../../core/jobs/status.ts';
import type { Connection } from '../../../core/connection.ts';
import type { JobId } from '../../../core/jobs/jobRef.ts';
import type { Backend } from '../../../core/ports/backend.ts';
import type { RunKeeper } from './runKeeper.ts';
import type { Services } from '../../kit/services.ts';
import { confirmStop } from './confirmStop.ts';
import type { TerminalOutput, TerminalProgram } from '../../kit/terminal/logTerminal.ts';
import { reportInTerminal } from '../../kit/terminal/reportInTerminal.ts';
import { showFollowed } from './showFollowed.ts';

export interface FollowProgramOptions {
  readonly connection: Connection;
  readonly job: JobId;
  readonly services: Services;
  readonly keeper: RunKeeper;
}

/** Shows the whole log of a job, running or ended. */
export class FollowProgram implements TerminalProgram {
  readonly #options: FollowProgramOptions;
  #backend: Backend | undefined;

  constructor(options: FollowProgramOptions) {
    this.#options = options;
  }

  async run(output: TerminalOutput, signal: AbortSignal): Promise<number> {
    const { connection, job, services } = this.#options;
    try {
      const backend = await services.backends.get(connection, signal);
      this.#backend = backend;
      const ended = await showFollowed({ backend, job, clock: services.clock, output, signal });
      await services.runs.ended(ended);
      return jobExitCode(ended);
    } catch (error) {
      if (isAbort(error)) return 0;
      if (isAppError(error) && error.code === 'NotFound') await services.runs.forget(job);
      await reportInTerminal(error, output, services.logger);
      return 1;
    }
  }

  interrupt(): void {
    if (this.#backend) void confirmStop(this.#backend, this.#options.job, this.#options.services.logger);
  }

  left(): void {
    const { job, services, keeper } = this.#options;
    if (services.runs.active.some((run) => run.job.equals(job))) keeper.keep(job);
  }
}
