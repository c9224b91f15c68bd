import fs from 'node:fs/promises';
import path from 'node:path';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

const script = `import json, sys
rate = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
json.dump({"loss": rate * 2, "model": "lm"}, open("metrics.json", "w"))
`;

test('the runs of a script as a table: sorted by a metric, two of them compared', async ({ openWindow, workspace }) => {
  await fs.writeFile(path.join(workspace, 'fit.py'), script);
  await fs.mkdir(path.join(workspace, '.vscode'), { recursive: true });
  const tasks = ['0.2', '0.1'].map((rate) => ({
    type: 'sagemaker',
    label: `rate ${rate}`,
    script: 'fit.py',
    arguments: ['--rate', rate],
    problemMatcher: [],
  }));
  await fs.writeFile(path.join(workspace, '.vscode/tasks.json'), JSON.stringify({ version: '2.0.0', tasks }));
  const driver = await openWindow();
  let last: string | undefined;
  for (const { label } of tasks) {
    await driver.runTask(label);
    last = await runner.job(driver, last);
    expect(await runner.ended(driver)).toBe('Completed');
  }
  await driver.contextMenu(driver.explorerItem('fit.py'), 'Runs of This Script');
  const runs = await driver.webview('.grid');
  const cell = (row: number, column: number) =>
    runs.locator(`.grid-row[aria-rowindex="${row + 2}"] [aria-colindex="${column + 1}"]`);
  await expect(runs.locator('.head-cell')).toContainText([
    'Started',
    'Status',
    'Seconds',
    'Arguments',
    '--rate',
    'loss',
    'model',
  ]);
  await expect(runs.locator('.grid-row')).toHaveCount(2);
  await expect(cell(0, 4)).toHaveText('0.1');
  await runs.locator('#head-5').click();
  await runs.locator('#head-5').click();
  await expect(cell(0, 5)).toHaveText('0.4');
  await cell(0, 0).click();
  await cell(1, 0).click({ modifiers: ['Shift'] });
  await driver.screenshot(screen('runs-of-script'));
  await runs.getByRole('button', { name: 'Open or Compare Outputs' }).click();
  const compared = await driver.webview('.jobs.compared');
  await expect(compared.locator('section.pane')).toHaveCount(2);
});
