import fs from 'node:fs/promises';
import path from 'node:path';
import { waitFor } from '../../support/processes.ts';
import type { Driver } from '../../support/workbench/driver.ts';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';
import { countTo, linesOf } from './longJob.ts';

const counting = `import pathlib, time
pathlib.Path("started.csv").write_text("state,at\\nstarted,1\\n")
for number in range(1, 3000):
    print(f"line {number}", flush=True)
    time.sleep(0.1)
`;

const report = `import pathlib
pathlib.Path("table.csv").write_text("fruit,count\\napples,3\\n")
pathlib.Path("plot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"/>')
pathlib.Path("notes.txt").write_text("three apples\\n")
print("three files written")
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
  const second = await runner.job(driver, first);
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
  const panel = await driver.webview('.jobs.compared .gallery .item');
  const panes = panel.locator('.jobs.compared section.pane');
  for (const [at, job] of [first, second].entries()) {
    await expect(panes.nth(at)).toHaveAttribute('aria-label', job);
    await expect(panes.nth(at).locator('.status')).toHaveText('Stopped');
    await expect(panes.nth(at).locator('.gallery .item')).toHaveAttribute('title', 'started.csv');
    await expect(panes.nth(at).locator('.grid')).toContainText('started');
  }
  await driver.screenshot(screen('compared'));
});

test('a job is found by name and status; its ARN, tags, script, files and log are at hand', async ({
  openWindow,
  workspace,
}) => {
  await fs.writeFile(path.join(workspace, 'broken.py'), 'raise SystemExit("no such column")\n');
  await fs.writeFile(path.join(workspace, 'report.py'), report);
  const driver = await openWindow();
  const broken = await runner.run(driver, 'broken.py');
  expect(await runner.ended(driver)).toBe('Failed');
  const job = await runner.run(driver, 'report.py');
  expect(await runner.ended(driver)).toBe('Completed');
  await runner.jobShows(driver, broken, 'failed');
  await listed(driver, job, broken);

  await filter(driver, 'repor', 'Any status');
  await listed(driver, job);
  await driver.viewAction('Jobs', 'Clear Jobs Filter');
  await listed(driver, job, broken);
  await filter(driver, 'repor', 'Failed');
  const jobs = driver.view('Jobs');
  await expect(jobs).toContainText('No job matches the filter.');
  await jobs.locator('.monaco-button').filter({ hasText: 'Clear Filter' }).click();
  await listed(driver, job, broken);
  await filter(driver, '', 'Failed');
  await listed(driver, broken);
  await driver.viewAction('Jobs', 'Clear Jobs Filter');
  await listed(driver, job, broken);

  await driver.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await driver.contextMenu(driver.treeRow('Jobs', job), 'Copy ARN');
  await expect.poll(() => driver.statusBar()).toContain(`ARN of ${job} copied`);
  expect(await driver.page.evaluate('navigator.clipboard.readText()')).toMatch(
    new RegExp(`^arn:aws:sagemaker:us-east-1:\\d{12}:processing-job/${job}$`),
  );

  for (const [before, after] of [
    ['', 'study=distancing, team=statistics'],
    ['study=distancing, team=statistics', 'team=economics'],
    ['team=economics', 'team=economics'],
  ] as const) {
    await driver.contextMenu(driver.treeRow('Jobs', job), 'Edit Tags…');
    await expect(driver.page.locator('.quick-input-title')).toHaveText(`Tags of ${job}`);
    await expect(driver.page.locator('.quick-input-widget input[type="text"]')).toHaveValue(before);
    await driver.type(after);
    await expect.poll(() => driver.statusBar()).toContain(`Tags of ${job} saved`);
  }

  await driver.treeRow('Jobs', job).click();
  await driver.treeRow('Jobs', 'Script report.py').click();
  await expect.poll(() => driver.tabs()).toContain('report');
  const panel = await runner.outputs(driver);
  await expect(panel.frame.locator('.item[aria-selected=true]')).toHaveAttribute('title', 'plot.svg');
  await driver.treeRow('Jobs', 'Outputs').click();
  await driver.treeRow('Jobs', 'table.csv').click();
  await expect(panel.frame.locator('.item[aria-selected=true]')).toHaveAttribute('title', 'table.csv');
  await expect(panel.frame.locator('.grid')).toContainText('apples');
  await driver.treeRow('Jobs', 'notes.txt').click();
  await expect.poll(() => driver.tabs()).toContain('notes');
  await driver.page.keyboard.press('Control+j');
  await driver.treeRow('Jobs', 'Log').click();
  expect(await driver.terminalShows('three files written')).toContain(job);
  await driver.screenshot(screen('job'));
});

/** Waits until the Jobs view lists these jobs and no other. */
async function listed(driver: Driver, ...jobs: readonly string[]): Promise<void> {
  const names = async (): Promise<(string | undefined)[]> =>
    (await driver.treeRows('Jobs')).map((row) => row.split(',', 1)[0]);
  await expect.poll(names).toEqual(jobs);
}

/** Filters the Jobs view, unfiltered so far, by a part of the name, if any, and a status. */
async function filter(driver: Driver, text: string, status: string): Promise<void> {
  const title = driver.page.locator('.quick-input-title').filter({ hasText: 'Filter Jobs' });
  const input = driver.page.locator('.quick-input-widget input[type="text"]');
  // On a busy machine the focus may come back to the view late, which closes the picker: then it is asked for again.
  await waitFor('the filter of the Jobs view', 90_000, async () => {
    await driver.viewAction('Jobs', 'Filter Jobs…');
    const typed = title.waitFor({ timeout: 5000 }).then(() => input.fill(text, { timeout: 2000 }));
    return typed.then(() => true).catch(() => undefined);
  });
  await driver.pick(status);
}
