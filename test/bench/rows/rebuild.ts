import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { jobsImage } from '../../support/docker/baseImage.ts';
import { removeImagesOf } from '../../support/docker/builds.ts';
import { ownName } from '../../support/docker/docker.ts';
import { work } from '../context.ts';
import { requireEngine } from '../docker.ts';
import { figure, type Row } from '../figure.ts';
import { localRoot } from '../local.ts';
import { writeScript } from '../programs.ts';
import type { RebuildAnswer, RebuildArgument } from '../workers/rebuild.ts';

const limit = 3000;

/** From "Build and Push Image" after a change of the script until the next run would use the image. */
export const rebuild: Row = {
  name: 'rebuild',
  async measure(bench) {
    await requireEngine(bench);
    await bench.build();
    const script = await writeScript(bench, 'analysis.R', 'cat("one")\n');
    const dockerfile = path.join(path.dirname(script), 'Dockerfile');
    const install = 'RUN apt-get --version > /versions && Rscript --version >> /versions 2>&1';
    await writeFile(dockerfile, `FROM ${jobsImage}\n${install}\nCOPY analysis.R /opt/program/\n`);
    const repository = ownName('rebuild');
    const argument: RebuildArgument = {
      stateFolder: await localRoot(bench),
      dockerfile,
      script,
      repository,
      runs: bench.runs,
    };
    bench.atEnd(() => removeImagesOf(repository));
    const { product, bare } = (await work(bench, 'rebuild', argument)) as RebuildAnswer;
    return [
      figure({
        what: 'image built again after its script changed',
        unit: 'ms',
        runs: product,
        yardstick: { what: 'docker build', runs: bare },
        target: `${limit} ms`,
        reached: (own) => own <= limit,
      }),
    ];
  },
};
