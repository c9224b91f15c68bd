import type { Browser } from '@playwright/test';
import path from 'node:path';
import { sleep } from '../processes.ts';
import { Driver } from '../workbench/driver.ts';
import { runner } from '../workbench/runner.ts';

export interface MainJobOptions {
  readonly browser: Browser;
  readonly url: string;
  readonly script: string;
  /** Folder for the screenshots. */
  readonly shots: string;
  readonly say: (line: string) => void;
}

/**
 * Does what a person does: right-click the script, Run on SageMaker, watch the log and the Jobs view, look at the outputs.
 * Says each thing as it happens. Fails when the job does not complete or its outputs are not shown.
 */
export async function mainJob({ browser, url, script, shots, say }: MainJobOptions): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
  const shot = async (driver: Driver, name: string): Promise<void> => {
    const file = path.join(shots, `${name}.png`);
    await driver.screenshot(file);
    say(`screenshot  ${file}`);
  };
  const driver = await Driver.open(page, url);
  say('window      open');
  say(`click       ${script}: right-click, Run on SageMaker`);
  const clicked = performance.now();
  const job = await runner.run(driver, script);
  say(`job         ${job}, ${((performance.now() - clicked) / 1000).toFixed(1)} s after the click`);
  await driver.showContainer('SageMaker');
  await shot(driver, '1-running');
  const status = await watch(driver, job, say);
  if (status !== 'Completed') {
    await shot(driver, '2-ended');
    throw new Error(`The job ended as ${status}: its log above says why`);
  }
  const panel = await runner.outputs(driver);
  const files = await panel.files();
  for (const file of files) say(`output      ${file}`);
  const plot = files.find((file) => /\.(png|svg)$/.test(file));
  if (plot === undefined) throw new Error('The job wrote no plot');
  await panel.select(plot);
  say(`panel       shows ${plot}, ${await panel.picture()} pixels wide`);
  await sleep(500);
  await shot(driver, '2-plot');
  const table = files.find((file) => file.endsWith('.csv'));
  if (table === undefined) throw new Error('The job wrote no table');
  await panel.select(table);
  await sleep(1500);
  await shot(driver, '3-table');
}

/** Says the log's lines and the Jobs view's row whenever they change, until the job has ended. Returns its status. */
async function watch(driver: Driver, job: string, say: (line: string) => void): Promise<string> {
  let said = 0;
  let row = '';
  const end = Date.now() + 300_000;
  while (Date.now() < end) {
    const lines = (await driver.terminalText()).split('\n');
    const status = /^Status +(Completed|Failed|Stopped)/m.exec(lines.join('\n'))?.[1];
    // The last line may be half of one.
    const whole = status === undefined ? lines.slice(said, -1) : lines.slice(said);
    for (const line of whole.filter((text) => text !== '')) {
      say(`log         ${line}`);
    }
    said += whole.length;
    // Without the time, which changes all the while.
    const shown =
      /^[^,]+, [^,]+/.exec((await driver.treeRows('Jobs')).find((label) => label.includes(job)) ?? '')?.[0] ?? '';
    if (shown !== row) say(`Jobs view   ${shown}`);
    row = shown;
    if (status !== undefined) return status;
    await sleep(200);
  }
  throw new Error('The job did not end within five minutes');
}
