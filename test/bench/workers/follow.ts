// A window that follows a job's log: as the job runs, or from its head when it is over. Every line is made ready for the terminal.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { terminalText } from '../../../src/core/logs/lines.ts';
import { answer, argument, follow, localBackend, submit, type Program } from './product.ts';

export interface FollowArgument extends Program {
  readonly stateFolder: string;
  /** A job that is over; a new one is submitted when absent. */
  readonly job?: string;
}

export interface FollowAnswer {
  readonly job: string;
  readonly status: string;
  readonly lines: number;
  readonly lastLine: string;
  /** Milliseconds from the job's creation, or from asking for it, to its last line. */
  readonly milliseconds: number;
  /** Megabytes of this process. */
  readonly peakMemory: number;
  /** Milliseconds. */
  readonly longestBlock: number;
}

const { stateFolder, job, ...program } = argument as FollowArgument;
const backend = await localBackend(stateFolder);
const name = job ?? (await submit(backend, program));
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const start = performance.now();
let end = start;
let lines = 0;
let lastLine = '';
let status = '';
let written = 0;
for await (const event of follow(backend, name)) {
  if (event.kind === 'job') status = event.job.status;
  else {
    written += terminalText(event.events).length;
    lines += event.events.length;
    lastLine = event.events.at(-1)?.message ?? lastLine;
    end = performance.now();
  }
}
delay.disable();
if (written < lines) throw new Error('the terminal got less than a character a line');
answer({
  job: name,
  status,
  lines,
  lastLine,
  milliseconds: end - start,
  peakMemory: process.resourceUsage().maxRSS / 1000,
  longestBlock: delay.max / 1e6,
} satisfies FollowAnswer);
