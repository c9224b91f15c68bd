// A script in an image by `docker run` and as a job, in turn, by a window that has submitted before.
import path from 'node:path';
import { docker } from '../../support/docker/docker.ts';
import { alternately, timed } from '../figure.ts';
import { answer, argument, completed, localBackend, submit, type Program } from './product.ts';

export interface ContainerArgument extends Program {
  readonly stateFolder: string;
  readonly image: string;
  readonly runs: number;
}

/** Milliseconds. */
export interface ContainerAnswer {
  readonly job: readonly number[];
  readonly bare: readonly number[];
}

const { stateFolder, runs, ...program } = argument as ContainerArgument;
const { script, interpreter, image } = program;
const backend = await localBackend(stateFolder);
const job = (): Promise<number> => timed(async () => completed(backend, await submit(backend, program)));
const words = [interpreter, `/code/${path.basename(script)}`];
const bare = (): Promise<number> =>
  timed(() => docker(['run', '--rm', `--volume=${path.dirname(script)}:/code:ro`, image, ...words]));
await job();
await bare();
const { first, second } = await alternately(runs, job, bare);
answer({ job: first, bare: second } satisfies ContainerAnswer);
