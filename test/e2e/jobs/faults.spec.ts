import fs from 'node:fs/promises';
import path from 'node:path';
import { lockRoot } from '../../../src/local/lifecycle/rootLock.ts';
import { Driver } from '../../support/workbench/driver.ts';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';
import { announcements, killLocal, processesWith } from '../local.ts';
import { countTo, linesOf, writeLongJob } from './longJob.ts';

test('the window is reloaded in mid-job: the job goes on, the log is whole', async ({ openWindow, workspace }) => {
  const script = await writeLongJob(workspace, 60, 0.2);
  const driver = await openWindow();
  const job = await runner.run(driver, script);
  await driver.terminalShows(/^line 5$/m);
  await driver.reload();
  await driver.showContainer('SageMaker');
  await driver.contextMenu(driver.treeRow('Jobs', job), 'Follow Logs');
  expect(await runner.ended(driver)).toBe('Completed');
  expect(linesOf(await driver.terminalText())).toEqual(countTo(60));
});

test('Local is killed in mid-job: the job is Failed with that reason, its log is whole', async ({
  openWindow,
  workbench,
  workspace,
}) => {
  const script = await writeLongJob(workspace, 300, 0.1);
  const driver = await openWindow();
  const job = await runner.run(driver, script);
  await driver.terminalShows(/^line 10$/m);
  await killLocal(workbench);
  expect(await runner.ended(driver)).toBe('Failed');
  const log = await driver.terminalText();
  const lines = linesOf(log);
  expect(lines.length).toBeGreaterThanOrEqual(10);
  expect(lines).toEqual(countTo(lines.length));
  expect(log).toMatch(/^Reason +\S/m);
  expect(await runner.jobShows(driver, job, 'failed')).toContain(job);
  await driver.screenshot(screen('local-killed'));
});

test('two windows start Local at once: both jobs complete, on one server', async ({ driver, workbench, workspace }) => {
  // Neither has found a Local before.
  await driver.reload();
  const other = await Driver.open(await driver.page.context().newPage(), workbench.url(workspace));
  const jobs = await Promise.all([runner.run(driver, 'visitors.py'), runner.run(other, 'visitors.py')]);
  expect(new Set(jobs).size).toBe(2);
  expect(await Promise.all([runner.ended(driver), runner.ended(other)])).toEqual(['Completed', 'Completed']);
  const [local, ...more] = await announcements(workbench);
  expect(more).toEqual([]);
  expect(processesWith('local.js', local?.root ?? '')).toEqual([local?.pid]);
});

test('Ctrl+C while Local is starting acts at once, and nothing runs', async ({ driver, workbench }) => {
  const root = path.join(workbench.state, 'sagemaker-runner');
  await fs.mkdir(root, { recursive: true });
  // Whoever holds the root keeps every other Local SageMaker from starting there.
  const held = lockRoot(root);
  expect(held).toBeDefined();
  // A window that has found none yet.
  await driver.reload();
  await driver.contextMenu(driver.explorerItem('visitors.py'), 'Run on SageMaker');
  await driver.terminalShows('Starting Local SageMaker');
  await driver.interrupt();
  // Long before the start would be given up; a busy machine takes its time.
  await driver.terminalShows('Cancelled: nothing was run.', 15_000);
  expect(await announcements(workbench)).toEqual([]);
  held?.release();
});

test('a script that fails: reason, exit code, and a link to the line', async ({ openWindow, workspace }) => {
  await fs.writeFile(
    path.join(workspace, 'broken one.R'),
    'total <- function(x) stop("no such column: ", x)\ntotal("price")\n',
  );
  const driver = await openWindow();
  const job = await runner.run(driver, 'broken one.R');
  expect(await runner.ended(driver)).toBe('Failed');
  expect(await driver.terminalText()).toContain('no such column: price');
  const message = await driver.notified(/failed/i);
  expect(message).toContain('no such column: price');
  expect(await runner.jobShows(driver, job, 'failed')).toContain(job);
  await driver.screenshot(screen('failed'));
  await driver.followLink(/broken one\.R#2/, 'broken one');
  await expect.poll(() => driver.statusBar()).toContain('Ln 2, Col 1');
});

test('a package that this machine lacks: what helps is said, and comes first', async ({ openWindow, workspace }) => {
  await fs.writeFile(path.join(workspace, 'lacking.R'), 'library(notOnThisMachine)\n');
  await fs.writeFile(path.join(workspace, 'own.py'), 'import my_helpers_elsewhere\n');
  const driver = await openWindow();
  const first = await runner.run(driver, 'lacking.R');
  expect(await runner.ended(driver)).toBe('Failed');
  const said = await driver.notified('this machine’s R has no package notOnThisMachine.');
  expect(said).toContain('It can be installed for jobs on this machine');
  const buttons = await driver.page.locator('.notifications-center .monaco-text-button').allInnerTexts();
  // The image comes second, where an engine answers.
  expect(buttons.filter((text) => text !== 'Add to the Image')).toEqual([
    'Install notOnThisMachine and Run Again',
    'Show Log',
  ]);
  await driver.screenshot(screen('package-missing'));
  await driver.contextMenu(driver.explorerItem('own.py'), 'Run on SageMaker');
  await runner.job(driver, first);
  // Not what to install: a stranger's package may bear that name.
  const own = await driver.notified('this machine’s Python has no module my_helpers_elsewhere.');
  expect(own).toContain('If it is a file of your own, put it beside the script');
  expect(own).not.toContain('pip install');
});

test('what a script says is text in a notification, whatever it looks like', async ({ openWindow, workspace }) => {
  const said = '[details](command:workbench.action.toggleZenMode)';
  await fs.writeFile(path.join(workspace, 'sly.py'), `raise ValueError("${said}")\n`);
  const driver = await openWindow();
  await runner.run(driver, 'sly.py');
  expect(await runner.ended(driver)).toBe('Failed');
  expect((await driver.notified(/ValueError/)).replaceAll('\u2060', '')).toContain(said);
  await expect(driver.page.locator('.notification-list-item-message a')).toHaveCount(0);
});

test('names with spaces, quotes and letters of other alphabets', async ({ openWindow, workspace }) => {
  const folder = path.join(workspace, "a b 'c' ü");
  await fs.mkdir(folder);
  await fs.writeFile(path.join(folder, 'größe "1".py'), 'open("ergebnis ß.txt", "w").write("da")\nprint("läuft")\n');
  const driver = await openWindow();
  await driver.explorerItem("a b 'c' ü").click();
  await runner.run(driver, 'größe "1".py');
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.terminalText()).toContain('läuft');
  expect(await (await runner.outputs(driver)).files()).toContain('ergebnis ß.txt');
});

test.describe('in an untrusted workspace', () => {
  test.use({ workbenchOptions: { trusted: false } });

  test('nothing runs and nothing is read, until it is trusted', async ({ driver, workbench }) => {
    await driver.contextMenu(driver.explorerItem('visitors.py'), 'Run on SageMaker');
    expect(await driver.notified(/not trusted/)).toContain('nothing was run');
    await driver.runCommand('Notifications: Clear All Notifications');
    await driver.runCommand('SageMaker: Open Local Terminal');
    expect(await driver.notified(/not trusted/)).toContain('nothing was run');
    await expect(driver.page.locator('.terminal-tabs-entry, .xterm')).toHaveCount(0);
    await driver.showContainer('SageMaker');
    const jobs = driver.view('Jobs');
    await expect(jobs).toContainText('This workspace is not trusted');
    await driver.screenshot(screen('untrusted'));
    expect(await announcements(workbench)).toEqual([]);
    await jobs.locator('.monaco-button').filter({ hasText: 'Manage Workspace Trust' }).click();
    await driver.page
      .locator('.workspace-trust-editor .monaco-button')
      .filter({ hasText: /^Trust$/ })
      .click();
    await expect(jobs).toContainText('Nothing has run yet');
    expect(await announcements(workbench)).toHaveLength(1);
  });
});
