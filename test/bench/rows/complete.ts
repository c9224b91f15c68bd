import { work } from '../context.ts';
import { figure, type Row } from '../figure.ts';
import { localRoot } from '../local.ts';
import { find, writeScript } from '../programs.ts';
import type { CompleteAnswer, CompleteArgument } from '../workers/complete.ts';

const limit = 150;

/** What a job costs beyond its script: from submitting a script that does nothing until its end has been seen. */
export const complete: Row = {
  name: 'complete',
  async measure(bench) {
    await bench.build();
    const argument: CompleteArgument = {
      stateFolder: await localRoot(bench),
      script: await writeScript(bench, 'nothing.R', ''),
      interpreter: await find('Rscript'),
      runs: bench.runs,
    };
    const { job, bare } = (await work(bench, 'complete', argument)) as CompleteAnswer;
    return [
      figure({
        what: 'a do-nothing script, submit to Completed',
        unit: 'ms',
        runs: job,
        yardstick: { what: 'bare Rscript', runs: bare },
        target: `its time + ${limit} ms`,
        reached: (own, other) => own <= other + limit,
      }),
    ];
  },
};
