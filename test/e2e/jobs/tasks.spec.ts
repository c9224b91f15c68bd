import fs from 'node:fs/promises';
import path from 'node:path';
import type { Driver } from '../../support/workbench/driver.ts';
import { runner } from '../../support/workbench/runner.ts';
import { expect, test } from '../fixtures.ts';

test('a task of tasks.json runs with its arguments and inputs', async ({ driver }) => {
  await driver.runTask('Summarise the visitors');
  await runner.job(driver);
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.terminalText()).toContain('Reading /opt/ml/processing/input/data');
});

test('a task waits for the one it depends on, asks for its input, runs the open file as it stands in the editor', async ({
  openWindow,
  workspace,
}) => {
  await fs.writeFile(path.join(workspace, 'first.py'), 'import time\ntime.sleep(2)\nprint("first")\n');
  await fs.writeFile(
    path.join(workspace, 'second.py'),
    'import sys, time\nprint("as saved", sys.argv[1:], time.time())\n',
  );
  const tasks = {
    version: '2.0.0',
    inputs: [{ id: 'people', type: 'promptString', description: 'How many people?', default: '25' }],
    tasks: [
      { label: 'Prepare', type: 'sagemaker', script: 'first.py', problemMatcher: [] },
      {
        label: 'Simulate the open file',
        type: 'sagemaker',
        script: '${file}',
        arguments: ['${input:people}', '${fileBasenameNoExtension}'],
        dependsOn: 'Prepare',
        problemMatcher: [],
      },
    ],
  };
  await fs.writeFile(path.join(workspace, '.vscode/tasks.json'), JSON.stringify(tasks));
  const driver = await openWindow();
  await driver.openFile('second.py');
  await driver.page.locator('.editor-instance .view-lines').click();
  await driver.page.keyboard.press('Control+a');
  await driver.page.keyboard.insertText('import sys\nprint("as edited", sys.argv[1:])\n');
  await driver.runTask('Simulate the open file');
  await driver.page.locator('.quick-input-widget input[type="text"]').waitFor();
  await driver.type('40');
  const log = await driver.terminalShows(/^as edited .*$/m);
  expect(log).toContain("as edited ['40', 'second']");
  expect(await runner.ended(driver)).toBe('Completed');
  const [first, second] = [await jobOf(driver, 'first'), await runner.job(driver)];
  expect(startOf(second) - startOf(first)).toBeGreaterThan(2000);
  expect(await fs.readFile(path.join(workspace, 'second.py'), 'utf8')).toContain('as edited');
});

/** The job of a script, once the Jobs view shows it. */
async function jobOf(driver: Driver, script: string): Promise<string> {
  const row = await runner.jobShows(driver, `${script}-20`, 'completed');
  return row.split(',', 1)[0] ?? '';
}

/** Milliseconds since 1970, from the name of a job. */
function startOf(job: string): number {
  const [year, month, day, hour, minute, second, millisecond] = job.split('-').slice(-7).map(Number);
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second, millisecond);
}
