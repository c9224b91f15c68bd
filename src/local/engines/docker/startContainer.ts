import { spawn } from 'node:child_process';
import { fstatSync, ftruncateSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Containers } from '../../../core/ports/containers.ts';
import type { HostEnd, HostProcesses } from '../jobEngine.ts';
import { containerEnd, lostContainer, type ContainerFacts } from './containerEnd.ts';
import { firstBytes } from './firstBytes.ts';

export interface StartContainerOptions {
  readonly containers: Containers;
  /** Of a container that was made. */
  readonly name: string;
  /** The host's log file: where it is, and a descriptor for appending to it. */
  readonly log: string;
  readonly output: number;
  readonly say: (line: string) => void;
  readonly facts: ContainerFacts;
}

/** Milliseconds that an engine has to answer a question about a container. */
const answerLimit = 10_000;
/** Milliseconds from a container's SIGKILL to that of the engine's command, which may still have much to write. */
const killLimit = 10_000;
/** Milliseconds between looks whether a container has begun. */
const interval = 20;
/** Looks at the log file for one at the container itself. */
const looks = 100;
/** How an engine's command begins what it says itself. */
const engineSpeaks = /^(error|docker|podman|time=|level=|panic|failed|cannot|unable|permission|fatal)/iu;

/**
 * Starts a container that was made and runs it to its end. Its output goes from the engine's command into the log file, past this
 * process: a busy or killed Local SageMaker never keeps it waiting.
 */
export function startContainer(options: StartContainerOptions): HostProcesses {
  const { containers, name, output } = options;
  const [program, ...args] = containers.startCommand(name);
  const command = spawn(program, args, { detached: true, stdio: ['ignore', output, output] });
  const exit = new Promise<number>((resolve) => {
    command.once('error', () => {
      resolve(127);
    });
    command.once('exit', (code) => {
      resolve(code ?? 137);
    });
  });
  let isOver = false;
  const ended = exit.then((code) => endOf(code, options)).finally(() => (isOver = true));
  const over = (): boolean => isOver;
  const send = (signalName: 'SIGTERM' | 'SIGKILL'): Promise<boolean> =>
    containers.signal(name, signalName, AbortSignal.timeout(answerLimit));

  /** Where the engine does not answer, its command is ended: nobody is to wait for it. */
  async function end(): Promise<void> {
    try {
      for (const begun = Date.now(); !over() && Date.now() - begun < answerLimit;) {
        if (await send('SIGKILL')) break;
        await sleep(interval);
      }
      await sleep(killLimit, undefined, { ref: false });
    } catch {
      // Its engine is gone, or hangs.
    }
    if (!over()) command.kill('SIGKILL');
  }

  return {
    begun: Promise.race([ended.then(nothing, nothing), firstOutput(options, over)]),
    ended,
    terminate: async () => {
      // It may not run yet.
      while (!over() && !(await send('SIGTERM').catch(() => true))) await sleep(interval);
    },
    kill: () => {
      void end().catch(nothing);
    },
  };
}

async function endOf(code: number, { containers, name, output, say, facts }: StartContainerOptions): Promise<HostEnd> {
  if (code === 0) return { code };
  const state = await containers.inspect(name, AbortSignal.timeout(answerLimit)).catch((error: unknown) => ({ error }));
  if (state === undefined || !('hasStarted' in state)) return lostContainer(facts, code, state?.error);
  if (state.isRunning) {
    await containers.signal(name, 'SIGKILL', AbortSignal.timeout(answerLimit)).catch(() => undefined);
    return lostContainer(facts, code, undefined);
  }
  // What is in the log then is the engine's, in words for those who know it well.
  if (!state.hasStarted) ftruncateSync(output);
  return containerEnd(facts, state, say);
}

/** Resolves when the log file holds something that the container printed, or it runs and prints nothing. */
async function firstOutput(
  { containers, name, log, output }: StartContainerOptions,
  over: () => boolean,
): Promise<void> {
  for (let look = 1; !over(); look++) {
    const isEmpty = fstatSync(output).size === 0;
    if (!isEmpty && !engineSpeaks.test(firstBytes(log, 16))) return;
    if (!isEmpty || look % looks === 0) {
      const state = await containers.inspect(name, AbortSignal.timeout(answerLimit)).catch(() => undefined);
      if (state?.hasStarted === true) return;
    }
    await sleep(interval);
  }
}

function nothing(): void {
  // Whoever waits for the end itself is told.
}
