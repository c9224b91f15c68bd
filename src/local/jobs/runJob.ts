import type { HostEnd, JobEngine } from '../engines/jobEngine.ts';
import type { JobRecord } from '../store/jobs.ts';
import { allEnded } from '../transfer/limited.ts';
import { exitMessage } from './exitMessage.ts';
import { failureReason, type JobPhase } from './failureReason.ts';
import { JobHost, type PrepareHostOptions, type RunTools } from './jobHost.ts';
import { exitReason, stoppedOutcome, type JobOutcome, type StopReason } from './outcome.ts';

export interface RunJobOptions {
  readonly job: JobRecord;
  readonly tools: RunTools;
  /** Fires, with a `StopReason`, to end the job early. */
  readonly stop: AbortSignal;
  /** Called when the job's processes are about to start. */
  readonly onStart: () => void;
}

/**
 * Runs a job by the contract of its kind: inputs, processes, outputs, exit message. Never rejects: what goes wrong is the
 * job's outcome. Outputs are uploaded however the processes ended, so that nothing they wrote is lost. Undefined when Local SageMaker
 * ended before the job's processes started: nothing of it ran, so it waits as it did.
 */
export async function runJob({ job, tools, stop, onStart }: RunJobOptions): Promise<JobOutcome | undefined> {
  const { plan } = job;
  const early = new AbortController();
  const timeUp = new AbortController();
  const ending = AbortSignal.any([stop, early.signal, timeUp.signal]);
  const stopReason = (): StopReason | undefined => {
    if (stop.aborted) return stop.reason as StopReason;
    return timeUp.signal.aborted ? 'timeLimit' : undefined;
  };
  // Where it stands when something is thrown.
  const progress: { phase: JobPhase } = { phase: 'preparing' };
  let timer: NodeJS.Timeout | undefined;
  let engine: JobEngine | undefined;
  let closed: Promise<void> | undefined;
  try {
    const chosen = (engine = await tools.engines.choose(job.ref, plan));
    stop.throwIfAborted();
    const signal = AbortSignal.any([stop, early.signal]);
    const hosts = await allEnded(
      plan.hosts.map((_name, index) => prepareHost({ job, tools, engine: chosen, index, signal }, early)),
    );
    stop.throwIfAborted();
    progress.phase = 'running';
    onStart();
    if (plan.timeLimit !== undefined)
      timer = setTimeout(() => {
        timeUp.abort();
      }, plan.timeLimit * 1000);
    const ends: HostEnd[] = [];
    await allEnded(hosts.map((host) => runHost(host, ending, early, ends))).finally(async () => {
      // Takes its time, in which the files are seen to.
      closed = chosen.close();
      for (const host of hosts) await host.settle();
    });
    progress.phase = 'uploading';
    for (const host of hosts) await host.upload();
    const message = exitMessage(await Promise.all(hosts.map((host) => host.message())), plan.messageFile);
    const reason = stopReason();
    const outcome: JobOutcome =
      reason !== undefined
        ? stoppedOutcome(reason, plan.timeLimit)
        : ends.every(({ code }) => code === 0)
          ? { status: 'Completed' }
          : { status: 'Failed', failureReason: exitReason(ends) };
    return { ...outcome, ...plan.endTexts(outcome.failureReason, message) };
  } catch (error) {
    const reason = stopReason();
    if (reason !== undefined && progress.phase === 'preparing')
      return reason === 'shutdown' ? undefined : stoppedOutcome(reason, plan.timeLimit);
    return { status: 'Failed', failureReason: failureReason(error, progress.phase).slice(0, 1024) };
  } finally {
    clearTimeout(timer);
    // Whoever sees the job's end finds nothing of it in the engine, and its image can be deleted.
    await (closed ?? engine?.close());
  }
}

/** A host that cannot be prepared ends the preparation of the others. */
async function prepareHost(options: PrepareHostOptions, early: AbortController): Promise<JobHost> {
  try {
    return await JobHost.prepare(options);
  } catch (error) {
    early.abort();
    throw error;
  }
}

/** A host that fails takes the others with it: they would wait for it in vain. `ends` is in the order in which the hosts ended. */
async function runHost(host: JobHost, ending: AbortSignal, early: AbortController, ends: HostEnd[]): Promise<void> {
  try {
    const end = await host.run(ending);
    ends.push(end);
    if (end.code !== 0) early.abort();
  } catch (error) {
    early.abort();
    throw error;
  }
}
