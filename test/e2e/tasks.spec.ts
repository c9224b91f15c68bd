import { expect, test } from './fixtures.ts';
import { runner } from '../support/workbench/runner.ts';

test('a task of tasks.json runs with its arguments and inputs', async ({ driver }) => {
  await driver.runTask('Summarise the visitors');
  await runner.job(driver);
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.terminalText()).toContain('Reading /opt/ml/processing/input/data');
});
