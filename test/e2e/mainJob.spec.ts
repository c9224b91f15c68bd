import { runner } from '../support/workbench/runner.ts';
import { expect, screen, test } from './fixtures.ts';

test('from right-click to plots: an R script runs, its log arrives, its outputs are shown', async ({ driver }) => {
  const job = await runner.run(driver, 'social_distancing.R');
  expect(job).toMatch(/^social-distancing-\d{4}-\d\d-\d\d-/);
  await driver.terminalShows('people in a room of 25 x 25 m');
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.terminalText()).toMatch(/^Mean of 200 iterations: /m);
  const panel = await runner.outputs(driver);
  expect(await panel.files()).toEqual(['meetings.png', 'meetings.csv']);
  await panel.select('meetings.png');
  expect(await panel.picture()).toBe(1600);
  expect(await runner.jobShows(driver, job, 'completed')).toContain(job);
  await driver.screenshot(screen('main-job'));
});

test('a prototype runs unchanged: what it writes to its folder comes back', async ({ driver }) => {
  await runner.run(driver, 'prototype.R');
  expect(await runner.ended(driver)).toBe('Completed');
  const panel = await runner.outputs(driver);
  expect(await panel.files()).toEqual(expect.arrayContaining(['Rplots.pdf', 'by-hour.png', 'coefficients.csv']));
});
