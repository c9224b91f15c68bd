import fs from 'node:fs/promises';
import path from 'node:path';
import type { Driver } from '../../support/workbench/driver.ts';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

const script = `
import json, os, sys
job = json.load(open('/opt/ml/config/processingjobconfig.json'))
cluster = job['ProcessingResources']['ClusterConfig']
open('/opt/ml/processing/extra/kept.txt', 'w').write('kept')
print('arguments', sys.argv[1:], 'level', os.environ['LEVEL'], os.environ['PAIR'], 'input', os.listdir('/opt/ml/processing/input/data'))
print('cluster', cluster['InstanceType'], cluster['VolumeSizeInGB'], job['StoppingCondition']['MaxRuntimeInSeconds'])
`;

// The list shows what fits: here all of it is to be seen.
test.use({ viewport: { width: 1400, height: 1150 } });

test('the options of a run: each is passed on, and all are remembered', async ({ openWindow, workspace }) => {
  await fs.writeFile(path.join(workspace, 'options.py'), script);
  const driver = await openWindow();
  await driver.contextMenu(driver.explorerItem('options.py'), 'Run on SageMaker with Options…');
  await formShows(driver);
  await refused(driver, 'Arguments', `short ${'x'.repeat(257)}`, 'argument 2 is longer than the 256 characters');
  await refused(driver, 'Environment variables', '1A=x', 'environment variable 1A must begin with a letter');
  await refused(driver, 'Environment variables', 'A=1, A=2', 'A is there twice');
  await refused(driver, 'Tags', 'aws:team=x', 'tag aws:team must not begin with aws:');
  await refused(driver, 'Code folder', 'nowhere', 'There is no folder');
  await edit(driver, 'Arguments', '--title "A first try" 7');
  await edit(driver, 'Disk (GB)', '40');
  await edit(driver, 'Time limit (minutes)', '5');
  await edit(driver, 'Environment variables', 'LEVEL=3, LANG=C, PAIR="a,b"');
  await edit(driver, 'Job name', 'my-study');
  await edit(driver, 'Tags', 'team=statistics, study=distancing');
  await driver.pick('Instance type');
  await titled(driver, 'Instance type');
  await driver.page.locator('.quick-input-widget input[type="text"]').fill('ml.nothing');
  await expect.poll(() => driver.pickRows()).toEqual(['No instance type matches “ml.nothing”']);
  await driver.page.locator('.quick-input-widget input[type="text"]').fill('');
  const focused = driver.page.locator('.quick-input-list .monaco-list-row.focused');
  await expect(focused).toContainText('ml.m5.xlarge');
  await driver.screenshot(screen('instance-types'));
  // As fast as people type: nothing is waited for before it is accepted.
  await driver.type('ml.c5.xlarge');
  await formShows(driver);
  await driver.pick('Outputs');
  await driver.pick('Add Folder of the Job');
  await driver.page.locator('.quick-input-message').filter({ hasText: 'A folder of the job' }).waitFor();
  await driver.type('/opt/ml/processing/extra');
  await driver.pick('Done');
  await formShows(driver);
  await driver.pick('Inputs');
  await driver.pick('Add Folder…');
  const dialog = driver.page.locator('.quick-input-widget');
  await driver.pick('data');
  await expect(dialog.locator('input[type="text"]')).toHaveValue(/data\/$/);
  const added = dialog.filter({ hasText: 'arrives in /opt/ml/processing/input/data/ · choose to remove' });
  // VS Code's dialog takes no answer while it is still reading the folder.
  await expect(async () => {
    if (!(await added.isVisible()))
      await dialog.locator('.monaco-button').filter({ hasText: 'Add as Input' }).click({ timeout: 2000 });
    await expect(added).toBeVisible({ timeout: 5000 });
  }).toPass({ timeout: 90_000 });
  await driver.pick('Done');
  await formShows(driver);
  await driver.screenshot(screen('options'));
  await expect.poll(async () => (await driver.pickRows()).at(-1)).toContain('Back to the defaults');
  const chosen = await driver.pickRows();
  for (const value of [
    "--title 'A first try' 7",
    '40',
    '5',
    'LEVEL=3, LANG=C, PAIR="a,b"',
    'my-study',
    'team=statistics, study=distancing',
    'ml.c5.xlarge',
    '/opt/ml/processing/extra',
    'data',
  ])
    expect(chosen, value).toContainEqual(expect.stringContaining(value));
  expect(chosen.filter((row) => /Instances|Image|Network isolation|Code folder/.test(row))).toHaveLength(4);

  await driver.pick('Run');
  const job = await runner.job(driver);
  expect(job).toMatch(/^my-study-/);
  expect(await runner.ended(driver)).toBe('Completed');
  const log = await driver.terminalText();
  expect(log).toContain("arguments ['--title', 'A first try', '7'] level 3 a,b input ");
  expect(log).toContain('cluster ml.c5.xlarge 40 300');
  expect(await (await runner.outputs(driver)).files()).toContain('kept.txt');

  await driver.contextMenu(driver.explorerItem('options.py'), 'Run on SageMaker with Options…');
  await formShows(driver);
  await expect.poll(() => driver.pickRows()).toEqual(chosen);
  await driver.page.keyboard.press('Escape');
  await driver.showContainer('SageMaker');
  await driver.contextMenu(driver.treeRow('Jobs', job), 'Edit Tags…');
  await titled(driver, `Tags of ${job}`);
  await expect(driver.page.locator('.quick-input-widget input[type="text"]')).toHaveValue(
    'study=distancing, team=statistics',
  );
});

async function titled(driver: Driver, title: string): Promise<void> {
  await driver.page.locator('.quick-input-title').filter({ hasText: title }).waitFor();
}

const formShows = (driver: Driver): Promise<void> => titled(driver, 'Run options.py on SageMaker');

/** Chooses an option of the form and types its value. */
async function edit(driver: Driver, option: string, value: string): Promise<void> {
  await driver.pick(option);
  await titled(driver, option);
  await driver.type(value);
  await formShows(driver);
}

/** Types a value that an option cannot have: the form says why, and the option stays as it is. */
async function refused(driver: Driver, option: string, value: string, reason: string): Promise<void> {
  await driver.pick(option);
  await titled(driver, option);
  await driver.type(value);
  await expect(driver.page.locator('.quick-input-message')).toContainText(reason);
  await driver.page.keyboard.press('Escape');
  await formShows(driver);
}
