import type { JobRecord } from '../store/jobs.ts';
import { hostNames } from '../contracts/processing/configFiles.ts';
import { exitMessage } from './exitMessage.ts';
import { HostRun, type PrepareHostOptions, type RunTools } from './hostRun.ts';
import type { HostEnd, JobEngine } from '../engines/jobEngine.ts';
import { failureReason } from '../contracts/jobError.ts';
import { allEnded } from './transfer/limited.ts';
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
 * Runs a job by SageMaker's processing contract: inputs, processes, outputs, exit message. Never rejects: what goes wrong is the
 * job's outcome. Outputs are uploaded however the processes ended, so that nothing they wrote is lost. Undefined when Local SageMaker
 * ended before the job's processes started: nothing of it ran, so it waits as it did.
 */
export async function runJob({ job, tools, stop, onStart }: RunJobOptions): Promise<JobOutcome | undefined> {
  const limit = job.request.StoppingCondition?.MaxRuntimeInSeconds;
  const early = new AbortController();
  const timeUp = new AbortController();
  const ending = AbortSignal.any([stop, early.signal, timeUp.signal]);
  const stopReason = (): StopReason | undefined => {
    if (stop.aborted) return stop.reason as StopReason;
    return timeUp.signal.aborted ? 'timeLimit' : undefined;
  };
  let doing = 'Data download failed';
  let timer: NodeJS.Timeout | undefined;
  let engine: JobEngine | undefined;
  let closed: Promise<void> | undefined;
  try {
    const chosen = (engine = await tools.engines.choose(job));
    stop.throwIfAborted();
    const names = hostNames(job.request.ProcessingResources?.ClusterConfig?.InstanceCount ?? 1);
    const hosts = await allEnded(
      names.map((_name, index) =>
        prepareHost(
          { job, tools, engine: chosen, hosts: names, index, signal: AbortSignal.any([stop, early.signal]) },
          early,
        ),
      ),
    );
    stop.throwIfAborted();
    doing = 'The job could not be run';
    onStart();
    if (limit !== undefined)
      timer = setTimeout(() => {
        timeUp.abort();
      }, limit * 1000);
    const ends: HostEnd[] = [];
    await allEnded(hosts.map((host) => runHost(host, ending, early, ends))).finally(async () => {
      // Takes its time, in which the files are seen to.
      closed = chosen.close();
      for (const host of hosts) await host.settle();
    });
    doing = 'Data upload failed';
    for (const host of hosts) await host.upload();
    const message = exitMessage(await Promise.all(hosts.map((host) => host.message())));
    const reason = stopReason();
    if (reason !== undefined) return { ...stoppedOutcome(reason, limit), exitMessage: message };
    const failed = exitReason(ends);
    return failed === undefined
      ? { status: 'Completed', exitMessage: message }
      : { status: 'Failed', failureReason: failed, exitMessage: message };
  } catch (error) {
    const reason = stopReason();
    if (reason !== undefined && doing === 'Data download failed')
      return reason === 'shutdown' ? undefined : stoppedOutcome(reason, limit);
    return { status: 'Failed', failureReason: failureReason(error, doing).slice(0, 1024) };
  } finally {
    clearTimeout(timer);
    await (closed ?? engine?.close());
  }
}

/** A host that cannot be prepared ends the preparation of the others. */
async function prepareHost(options: PrepareHostOptions, early: AbortController): Promise<HostRun> {
  try {
    return await HostRun.prepare(options);
  } catch (error) {
    early.abort();
    throw error;
  }
}

/** A host that fails takes the others with it: they would wait for it in vain. `ends` is in the order in which the hosts ended. */
async function runHost(host: HostRun, ending: AbortSignal, early: AbortController, ends: HostEnd[]): Promise<void> {
  try {
    const end = await host.run(ending);
    ends.push(end);
    if (end.code !== 0) early.abort();
  } catch (error) {
    early.abort();
    throw error;
  }
}
