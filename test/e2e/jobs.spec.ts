import fs from 'node:fs/promises';
import path from 'node:path';
import type { Driver } from '../support/workbench/driver.ts';
import { runner } from '../support/workbench/runner.ts';
import { expect, screen, test } from './fixtures.ts';
import { countTo, linesOf } from './longJob.ts';

const counting = `import pathlib, time
pathlib.Path("started.csv").write_text("state,at\\nstarted,1\\n")
for number in range(1, 3000):
    print(f"line {number}", flush=True)
    time.sleep(0.1)
`;

test('a job is stopped with Ctrl+C, run again, stopped in the tree, read again, compared with the first', async ({
  openWindow,
  workspace,
}) => {
  await fs.writeFile(path.join(workspace, 'counting.py'), counting);
  const driver = await openWindow();
  const first = await runner.run(driver, 'counting.py');
  await driver.terminalShows(/^line 3$/m);
  await driver.interrupt();
  await driver.answer(`Stop the job ${first}?`, 'Cancel');
  const seen = linesOf(await driver.terminalText()).length;
  await driver.terminalShows(new RegExp(`^line ${seen + 5}$`, 'm'));
  await driver.interrupt();
  await driver.answer(`Stop the job ${first}?`, 'Stop Job');
  expect(await runner.ended(driver)).toBe('Stopped');
  const log = linesOf(await driver.terminalText());
  expect(log).toEqual(countTo(log.length));
  await runner.jobShows(driver, first, 'stopped');

  await driver.contextMenu(driver.treeRow('Jobs', first), 'Rerun');
  const second = await otherJob(driver, first);
  await driver.terminalShows(/^line 3$/m);
  await runner.jobShows(driver, second, 'in progress');
  await driver.inlineAction(driver.treeRow('Jobs', second), 'Stop Job');
  await driver.answer(`Stop the job ${second}?`, 'Stop Job');
  await runner.jobShows(driver, second, 'stopped');
  expect(await runner.ended(driver)).toBe('Stopped');

  await driver.contextMenu(driver.treeRow('Jobs', first), 'Follow Logs');
  await driver.terminalShows(new RegExp(`^Job +${first}$`, 'm'));
  expect(await runner.ended(driver)).toBe('Stopped');
  expect(linesOf(await driver.terminalText())).toEqual(log);

  await driver.contextMenu(driver.treeRow('Jobs', first), 'Compare Outputs with…');
  await driver.pick(second);
  const panel = await driver.webview('main.compared .gallery .item');
  const panes = panel.locator('main.compared section.pane');
  for (const [at, job] of [first, second].entries()) {
    await expect(panes.nth(at)).toHaveAttribute('aria-label', job);
    await expect(panes.nth(at).locator('.status')).toHaveText('Stopped');
    await expect(panes.nth(at).locator('.gallery .item')).toHaveAttribute('title', 'started.csv');
    await expect(panes.nth(at).locator('.grid')).toContainText('started');
  }
  await driver.screenshot(screen('compared'));
});

/** The job whose terminal shows, once it is another than `job`. */
async function otherJob(driver: Driver, job: string): Promise<string> {
  await expect.poll(() => runner.job(driver)).not.toBe(job);
  return runner.job(driver);
}
