import path from 'node:path';
import { root, work, type Bench } from '../context.ts';
import { figure, type Row } from '../figure.ts';
import { startHost } from '../host.ts';
import { localRoot, stopLocal } from '../local.ts';
import { shownAfterClick, watchClick } from '../page.ts';
import { find, writeScript } from '../programs.ts';
import { waitFor } from '../../support/processes.ts';
import type { FillArgument } from '../workers/fill.ts';
import type { ListAnswer, ListArgument } from '../workers/list.ts';
import type { RunArgument } from '../workers/run.ts';

const jobs = 10_000;
const pageLimit = 20;
const treeLimit = 300;
const firstJob = '.pane .monaco-list-row[aria-label*="nothing-"], .pane .monaco-list-row[aria-label*="simulation-"]';

/** Many jobs: the answer to the list's first page, and the click on the activity bar until jobs are drawn. */
export const manyJobs: Row = {
  name: 'jobs',
  async measure(bench) {
    await bench.build();
    const stateFolder = await filledState(bench);
    const list: ListArgument = { stateFolder, runs: bench.runs * 3 };
    const listed = (await work(bench, 'list', list)) as ListAnswer;
    if (listed.jobs !== 50) throw new Error(`a page of ${listed.jobs} jobs`);
    return [
      figure({
        what: '10,000 jobs: first page',
        unit: 'ms',
        runs: listed.pages,
        target: `${pageLimit} ms`,
        reached: (own) => own <= pageLimit,
      }),
      figure({
        what: '10,000 jobs: click to tree shown',
        unit: 'ms',
        runs: await treeShown(bench, stateFolder),
        target: `${treeLimit} ms`,
        reached: (own) => own <= treeLimit,
      }),
    ];
  },
};

async function filledState(bench: Bench): Promise<string> {
  const stateFolder = await localRoot(bench);
  const script = await writeScript(bench, 'nothing.R', '');
  const one: RunArgument = { stateFolder, script, interpreter: await find('Rscript') };
  const job = String(await work(bench, 'run', one));
  await stopLocal(stateFolder);
  const fill: FillArgument = { database: path.join(stateFolder, 'state.db'), job, jobs };
  await work(bench, 'fill', fill);
  return stateFolder;
}

/** In a new window each time, whose extension is active and has shown nothing yet. */
async function treeShown(bench: Bench, stateFolder: string): Promise<number[]> {
  const { open } = await startHost(bench, { XDG_STATE_HOME: path.dirname(stateFolder) });
  const workspace = path.dirname(await writeScript(bench, 'nothing.R', ''));
  const times: number[] = [];
  for (let turn = 0; turn < Math.min(bench.runs, 5); turn++) {
    const driver = await open({ workspace, extension: root });
    const { page } = driver;
    await page.waitForTimeout(2000);
    await page.evaluate(watchClick, firstJob);
    await driver.showContainer('SageMaker');
    times.push(await waitFor('the jobs to show', 30_000, async () => page.evaluate(shownAfterClick)));
    await page.close();
  }
  return times;
}
