import fs from 'node:fs/promises';
import path from 'node:path';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

test('a run that writes no files opens no outputs and says so; asked for, they say so too, also after a reload', async ({
  openWindow,
  workspace,
}) => {
  await fs.writeFile(path.join(workspace, 'quiet.py'), 'print("nothing to keep")\n');
  const driver = await openWindow();
  // No script is open: those of the workspace are offered.
  await driver.runCommand('SageMaker: Run on SageMaker');
  await driver.pick('quiet.py');
  const job = await runner.job(driver);
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.notified(job)).toMatch(/completed in .+ It wrote no files\.$/);
  const buttons = driver.page.locator(
    '.notifications-center .monaco-button, .notifications-center .monaco-text-button',
  );
  expect(await buttons.allInnerTexts()).toEqual(['Show Log']);
  expect(await driver.tabs()).toEqual([]);
  await driver.runCommand('SageMaker: Stop Job');
  await driver.notified('No job is running on this connection.');

  await driver.showContainer('SageMaker');
  await driver.contextMenu(driver.treeRow('Jobs', job), 'Open Outputs');
  const empty = '.message:has-text("This job wrote no files.")';
  await driver.webview(empty);
  await driver.showContainer('Explorer');
  // The editor in a browser writes its state down every few seconds.
  await driver.page.waitForTimeout(7000);
  await driver.reload();
  await driver.webview(empty);
  await driver.screenshot(screen('no-outputs'));
});

test('outputs whose page never came to life are made anew when asked for again', async ({ openWindow, workspace }) => {
  await fs.writeFile(path.join(workspace, 'writes.py'), 'open("result.csv", "w").write("x,y\\n1,2\\n")\n');
  const driver = await openWindow();
  const page = /\/pre\/index\.html/;
  await driver.page.route(page, (route) => route.abort());
  const job = await runner.run(driver, 'writes.py');
  expect(await runner.ended(driver)).toBe('Completed');
  await expect(driver.page.locator('.tabs-container .tab').filter({ hasText: /^writes · / })).toBeVisible();
  await driver.page.unroute(page);
  await driver.showContainer('SageMaker');
  await driver.contextMenu(driver.treeRow('Jobs', job), 'Open Outputs');
  expect(await (await runner.outputs(driver)).files()).toEqual(['result.csv']);
});
