// An image built by the product and by `docker build`, in turn, each after a change of the script that is in it.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createContainerEngines } from '../../../src/adapters/docker/index.ts';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';
import { systemClock } from '../../../src/adapters/process/systemClock.ts';
import { buildAndPushImage } from '../../../src/app/images/buildAndPushImage.ts';
import { repositoryLabel } from '../../../src/core/images/labels.ts';
import { docker } from '../../support/docker/docker.ts';
import { alternately, timed } from '../figure.ts';
import { answer, argument, localBackend } from './product.ts';

export interface RebuildArgument {
  readonly stateFolder: string;
  readonly dockerfile: string;
  readonly script: string;
  readonly repository: string;
  readonly runs: number;
}

/** Milliseconds. */
export interface RebuildAnswer {
  readonly product: readonly number[];
  readonly bare: readonly number[];
}

const { stateFolder, dockerfile, script, repository, runs } = argument as RebuildArgument;
const { registry } = await localBackend(stateFolder);
const processes = createProcessRunner();
const engine = await createContainerEngines({ processes, wanted: () => '' }).find();
const context = path.dirname(dockerfile);
const spec = { dockerfile, context, repository, buildArguments: {}, push: true, options: [] };
const parts = { spec, engine, registry, processes, files: createFiles(), clock: systemClock };

let changes = 0;
const change = (): Promise<void> => writeFile(script, `cat(${(changes += 1)})\n`);
const product = async (): Promise<number> => {
  await change();
  return timed(() => buildAndPushImage({ ...parts, instanceType: 'ml.m5.large' }));
};
const bare = async (): Promise<number> => {
  await change();
  return timed(() => docker(['build', '--tag', repository, '--label', `${repositoryLabel}=${repository}`, context]));
};
await product();
await bare();
const { first, second } = await alternately(runs, product, bare);
answer({ product: first, bare: second } satisfies RebuildAnswer);
