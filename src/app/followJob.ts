import type { AppError } from '../core/errors.ts';
import type { Job } from '../core/jobs/job.ts';
import type { JobId } from '../core/jobs/jobRef.ts';
import { isTerminal } from '../core/jobs/status.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { LogEvent } from '../core/ports/jobLogs.ts';
import { createLogReader } from './follow/logReader.ts';
import { createPollPace } from './follow/pollPace.ts';
import { retried } from './follow/retried.ts';

export type FollowEvent =
  | { readonly kind: 'job'; readonly job: Job }
  /** Lines of one host, in order, none lost or repeated. `host` is `algo-1` and so on. */
  | { readonly kind: 'log'; readonly host: string; readonly events: readonly LogEvent[] };

export interface FollowJobOptions {
  readonly backend: Backend;
  readonly job: JobId;
  readonly clock: Clock;
  /** The connection was lost, or the service is busy; following goes on by itself. */
  readonly onInterrupted?: (error: AppError) => void;
  readonly signal?: AbortSignal;
}

/**
 * Follows a job, running or ended: its state whenever it changes (the first event is always the state), its log as it
 * comes, and at last the terminal state, after the last line. Lost connections are retried; a denied call is not. Throws
 * the signal's AbortError when it fires.
 */
export async function* followJob(options: FollowJobOptions): AsyncGenerator<FollowEvent, void> {
  const { backend, clock, signal } = options;
  const describe = (): Promise<Job> => retried(() => backend.jobs.describe(options.job, signal), options);
  let job = await describe();
  yield { kind: 'job', job };
  const { group, streamPrefix: prefix } = job.log;
  const hosts = job.instances.count;
  const reader = createLogReader({ ...options, group, prefix, hosts });
  const pace = createPollPace(backend.pollInterval);
  const wasOver = isOver(job, backend, clock);
  for (;;) {
    signal?.throwIfAborted();
    const over = isOver(job, backend, clock);
    for await (const { host, events } of reader.read()) {
      pace.busy();
      yield { kind: 'log', host, events };
    }
    if (over) break;
    await clock.sleep(pace.wait(), signal);
    if (isTerminal(job.status) || !pace.describes()) continue;
    const seen = await describe();
    const changed = stateOf(seen) !== stateOf(job);
    if (changed) pace.busy();
    job = seen;
    if (changed && !isTerminal(job.status)) yield { kind: 'job', job };
  }
  if (!wasOver) yield { kind: 'job', job };
}

/** True when no more lines can come. */
function isOver(job: Job, backend: Backend, clock: Clock): boolean {
  if (!isTerminal(job.status)) return false;
  const end = job.ended ?? job.modified;
  return end === undefined || clock.now().getTime() - end.getTime() >= backend.logDelay;
}

function stateOf({ status, started, ended, failureReason, exitMessage }: Job): string {
  return JSON.stringify([status, started, ended, failureReason, exitMessage]);
}
