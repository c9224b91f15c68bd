import fs from 'node:fs/promises';
import path from 'node:path';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

const place = 'SageMaker: Local';

test('the status bar counts runs, the message at the end opens log or outputs, a connection is chosen', async ({
  openWindow,
  workbench,
  workspace,
}) => {
  const unlessAsked = { 'sagemakerRunner.outputs.openOnCompletion': false };
  await fs.writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(unlessAsked));
  await fs.writeFile(path.join(workspace, 'broken.py'), 'raise ValueError("no such column")\n');
  await fs.writeFile(
    path.join(workspace, 'result.py'),
    'import time\ntime.sleep(3)\nopen("result.csv", "w").write("x,y\\n1,2\\n")\n',
  );
  const driver = await openWindow();
  const running = driver.page.locator('.statusbar-item[aria-label="1 SageMaker run in progress"]');
  await expect.poll(() => driver.statusBar()).toContain(place);
  await expect(running).toBeHidden();
  const job = await runner.run(driver, 'result.py');
  await expect(running).toBeVisible();
  expect(await runner.ended(driver)).toBe('Completed');
  await expect(running).toBeHidden();
  expect(await driver.notified(job, 'Open Outputs')).toMatch(/ completed in \d.* s\.$/);
  expect(await (await runner.outputs(driver)).files()).toEqual(['result.csv']);

  const broken = await runner.run(driver, 'broken.py');
  expect(await runner.ended(driver)).toBe('Failed');
  await driver.page.keyboard.press('Control+j');
  await expect(driver.page.locator('.terminal-wrapper.active')).toBeHidden();
  expect(await driver.notified(broken, 'Show Log')).toContain('no such column');
  await driver.terminalShows(/^Status +Failed/m);

  const settings = path.join(workbench.folder, 'user/User/settings.json');
  const before = await fs.readFile(settings, 'utf8');
  await driver.page.locator('.statusbar-item').filter({ hasText: place }).click();
  await driver.page.locator('.quick-input-title').filter({ hasText: 'Where do SageMaker jobs run?' }).waitFor();
  await expect
    .poll(() => driver.pickRows())
    .toEqual([expect.stringMatching(/Local\s*current/), expect.stringContaining('AWS')]);
  await driver.screenshot(screen('connection'));
  await driver.pick('Jobs run in your AWS account');
  expect(await driver.notified('No AWS profile was found on this machine', 'Try Again')).toContain('aws configure');
  await driver.page.locator('.quick-input-title').filter({ hasText: 'Where do SageMaker jobs run?' }).waitFor();
  expect(await fs.readFile(settings, 'utf8')).toBe(before);
  await driver.pick('Jobs run on this machine');
  await expect.poll(() => fs.readFile(settings, 'utf8')).toContain('"sagemakerRunner.connection": "local"');
  await expect.poll(() => driver.statusBar()).toContain(place);
});

test('the doctor reports, the walkthrough explains, empty views say what will be there', async ({ driver }) => {
  await driver.showContainer('SageMaker');
  for (const [view, text] of [
    ['Models', 'Models will appear here'],
    ['Endpoints', 'Endpoints will appear here'],
  ] as const) {
    await driver.view(view).locator('.pane-header').click();
    await expect(driver.view(view)).toContainText(text);
    await driver.view(view).locator('.pane-header').click();
  }

  await driver.runCommand('SageMaker: Doctor: Check This Machine');
  const report = await driver.webview('h1:has-text("SageMaker Doctor") ~ ul');
  const entry = (title: string) => report.locator('li').filter({ has: report.locator(`strong:text-is("${title}")`) });
  await expect(report.locator('li')).toHaveCount(8);
  await expect(entry('R')).toContainText(/✓\s*R: \d+\.\d+\.\d+ \(\/.*Rscript\)/);
  await expect(entry('Python')).toContainText(/✓\s*Python: \d+\.\d+\.\d+ \(\/.*python3?\)/);
  await expect(entry('Sandbox (bubblewrap)')).toContainText(/[✓!]/);
  await expect(entry('Disk')).toContainText(/free for .*sagemaker-runner/);
  // Whichever this machine has: one that answers, none, or one that is installed and does not run.
  await expect(entry('Container engine')).toContainText(/✓.*linux\/|–.*not found|!.*does not answer/);
  await expect(entry('Engine of jobs')).toContainText(/✓.*automatic: .*this machine’s R or Python/);
  const advice = entry('AWS profiles').getByText('What to do: Only AWS needs one, Local does not.');
  await expect(advice).toBeVisible();
  await expect(entry('Connection')).toContainText(/✓\s*Connection: Local SageMaker, account \d{12}, us-east-1/);
  await driver.page.setViewportSize({ width: 620, height: 700 });
  await driver.runCommand('View: Toggle Primary Side Bar Visibility');
  // Nothing is cut.
  await expect(async () => {
    const size = (page: { readonly scrollWidth: number; readonly clientWidth: number }) =>
      page.scrollWidth - page.clientWidth;
    expect(await report.locator('html').evaluate(size)).toBeLessThanOrEqual(0);
  }).toPass({ timeout: 90_000 });
  await driver.screenshot(screen('doctor-narrow'));
  await driver.page.setViewportSize({ width: 1400, height: 900 });
  await driver.runCommand('View: Toggle Primary Side Bar Visibility');
  await driver.screenshot(screen('doctor'));

  await driver.runCommand('SageMaker: Open Walkthrough');
  const walkthrough = driver.page.locator('.gettingStartedContainer');
  await expect(walkthrough).toContainText('Run a script on SageMaker');
  const steps = walkthrough.locator('.getting-started-step');
  const titles = ['Run a script', 'Watch it', 'Look at the results', 'Bring the packages along', 'Go further'];
  await expect(steps).toHaveCount(titles.length);
  for (const [at, title] of titles.entries()) {
    await steps.nth(at).locator('.step-title').click();
    await expect(steps.nth(at)).toHaveClass(/expanded/);
    await expect(steps.nth(at).locator('.step-title')).toHaveText(title);
  }
  const picture = (await driver.webview('img[src*="grow.png"]')).locator('img[src*="grow.png"]');
  await expect(picture).not.toHaveJSProperty('naturalWidth', 0);
  await driver.screenshot(screen('walkthrough'));
});
