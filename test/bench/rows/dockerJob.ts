import { jobsImage } from '../../support/docker/baseImage.ts';
import { work } from '../context.ts';
import { requireEngine } from '../docker.ts';
import { figure, type Row } from '../figure.ts';
import { localRoot } from '../local.ts';
import { writeScript } from '../programs.ts';
import type { ContainerAnswer, ContainerArgument } from '../workers/container.ts';

const limit = 200;

/** What a job in an image costs beyond a container: from submitting a script that does nothing until its end has been seen. */
export const dockerJob: Row = {
  name: 'docker',
  async measure(bench) {
    await requireEngine(bench);
    await bench.build();
    const argument: ContainerArgument = {
      stateFolder: await localRoot(bench),
      script: await writeScript(bench, 'nothing.R', ''),
      interpreter: 'Rscript',
      image: jobsImage,
      runs: bench.runs,
    };
    const { job, bare } = (await work(bench, 'container', argument)) as ContainerAnswer;
    return [
      figure({
        what: 'the same in an image, by Docker',
        unit: 'ms',
        runs: job,
        yardstick: { what: 'docker run', runs: bare },
        target: `its time + ${limit} ms`,
        reached: (own, other) => own <= other + limit,
      }),
    ];
  },
};
