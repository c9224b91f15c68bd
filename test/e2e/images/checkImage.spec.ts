import fs from 'node:fs/promises';
import path from 'node:path';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen } from '../fixtures.ts';
import { host, test } from './imageOfLocal.ts';

test('what an image lacks is told by Check Image, and before a run, which leads to a Dockerfile', async ({
  openWindow,
  repository,
  workspace,
}) => {
  const image = `${host}/${repository}:v1`;
  const write = (name: string, text: string): Promise<void> => fs.writeFile(path.join(workspace, name), text);
  await write('study.py', 'import pandas\nimport my_helpers\nprint("ran")\n');
  await fs.mkdir(path.join(workspace, '.vscode'), { recursive: true });
  await write('.vscode/settings.json', JSON.stringify({ 'sagemakerRunner.local.images': { python: image } }));
  const driver = await openWindow();
  await driver.openFile('study.py');

  await driver.runCommand('SageMaker: Check Image for This Script');
  const said = await driver.notified(`study.py needs the Python package pandas, which ${repository}:v1 lacks.`);
  expect(said).toContain('Not found: my_helpers (study.py:2).');
  await driver.screenshot(screen('check-image'));

  const dialog = driver.page
    .locator('.monaco-dialog-box')
    .filter({ hasText: `study.py needs the Python package pandas, which ${repository}:v1 lacks.` });
  const run = (): Promise<void> => driver.contextMenu(driver.explorerItem('study.py'), 'Run on SageMaker');
  await run();
  await dialog.waitFor();
  await driver.screenshot(screen('check-before-run'));
  await driver.answer('needs the Python package pandas, which', 'Create Dockerfile');
  await driver.notified('Dockerfile created. Packages: pandas.');
  const terminal = await driver.terminalShows('Nothing was run yet: build the image');
  expect(terminal).not.toContain('exit code');
  await driver.screenshot(screen('check-cancelled'));
  expect(await fs.readFile(path.join(workspace, 'Dockerfile'), 'utf8')).toContain('pandas');

  await run();
  await dialog.waitFor();
  await driver.answer('needs the Python package pandas, which', 'Update Dockerfile');
  await driver.notified('The Dockerfile is up to date');

  // What a Dockerfile lacks is added with one answer, which a message offers beside the buttons above the comparison.
  const before = await fs.readFile(path.join(workspace, 'Dockerfile'), 'utf8');
  await write('study.py', 'import pandas\nimport requests\nimport my_helpers\nprint("ran")\n');
  await run();
  await driver.answer('needs the Python packages pandas, requests, which', 'Update Dockerfile');
  await driver.terminalShows('Nothing was run yet: build the image');
  await expect(driver.page.locator('.monaco-diff-editor')).toContainText('requests');
  const choice = driver.page.locator('.notification-list-item').filter({ hasText: 'Keep Mine (left)?' });
  await driver.screenshot(screen('check-update'));
  await choice.locator('a').filter({ hasText: 'Use the New One' }).first().click();
  await driver.notified('Added to the Dockerfile: requests.');
  await expect(choice).toHaveCount(0);
  const after = await fs.readFile(path.join(workspace, 'Dockerfile'), 'utf8');
  expect(after.split('\n')).toEqual(expect.arrayContaining(before.split('\n')));
  expect(after).toContain('requests');
  await driver.page
    .locator('.tab, .tabs-list')
    .filter({ hasText: /Dockerfile/u })
    .first()
    .waitFor();

  await write('study.py', 'import my_helpers\n');
  await write('my_helpers.py', 'print("mine")\n');
  await driver.openFile('study.py');
  await driver.runCommand('SageMaker: Check Image for This Script');
  await driver.notified('has all that the script needs');
  await runner.run(driver, 'study.py');
  expect(await runner.ended(driver)).toBe('Completed');
});
