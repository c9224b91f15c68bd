// A script run bare and as a job, in turn, by a window that has submitted before.
import { alternately, timed } from '../figure.ts';
import { run } from '../../support/processes.ts';
import { answer, argument, completed, localBackend, submit, type Program } from './product.ts';

export interface CompleteArgument extends Program {
  readonly stateFolder: string;
  readonly runs: number;
}

/** Milliseconds. */
export interface CompleteAnswer {
  readonly job: readonly number[];
  readonly bare: readonly number[];
}

const { stateFolder, runs, ...program } = argument as CompleteArgument;
const backend = await localBackend(stateFolder);
const job = (): Promise<number> => timed(async () => completed(backend, await submit(backend, program)));
const bare = (): Promise<number> => timed(() => run(program.interpreter, [program.script]));
await job();
await bare();
const { first, second } = await alternately(runs, job, bare);
answer({ job: first, bare: second } satisfies CompleteAnswer);
