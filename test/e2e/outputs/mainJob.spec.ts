import { accessibilityViolations } from '../../support/axe.ts';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

test('from right-click to plots: an R script runs, its log arrives, its outputs are shown, in every theme', async ({
  driver,
}) => {
  const job = await runner.run(driver, 'social_distancing.R');
  expect(job).toMatch(/^social-distancing-\d{4}-\d\d-\d\d-/);
  await driver.terminalShows('people in a room of 25 x 25 m');
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.terminalText()).toMatch(/^Mean of 200 iterations: /m);
  const panel = await runner.outputs(driver);
  expect(await panel.files()).toEqual(['meetings.png', 'meetings.csv']);
  await panel.select('meetings.png');
  expect(await panel.picture()).toBe(1600);
  await driver.screenshot(screen('main-job'));
  expect(await runner.jobShows(driver, job, 'completed')).toContain(job);

  for (const [name, theme] of Object.entries(themes)) {
    await driver.runCommand('Preferences: Color Theme');
    await driver.type(theme.label);
    await driver.page.locator(`.monaco-workbench.${theme.css}`).waitFor();
    await panel.select('meetings.png');
    await panel.picture();
    expect(await accessibilityViolations(panel.frame.locator('html')), name).toEqual([]);
    await driver.screenshot(screen(`${name}-plot`));
    await panel.select('meetings.csv');
    await panel.frame.locator('[role="grid"] [role="row"]').nth(3).waitFor();
    await panel.frame.locator('[aria-rowindex="3"] [aria-colindex="1"]').click();
    await panel.frame.locator('[aria-rowindex="5"] [aria-colindex="2"]').click({ modifiers: ['Shift'] });
    expect(await accessibilityViolations(panel.frame.locator('html')), name).toEqual([]);
    await driver.screenshot(screen(`${name}-table`));
  }
  await driver.page.setViewportSize({ width: 800, height: 700 });
  await panel.select('meetings.png');
  await panel.picture();
  await expect(driver.treeRow('Jobs', job)).toBeVisible();
  await driver.screenshot(screen('narrow'));
});

/** What VS Code calls its themes, and their kinds. */
const themes = {
  dark: { label: 'Dark Modern', css: 'vs-dark' },
  light: { label: 'Light Modern', css: 'vs' },
  hc: { label: 'Dark High Contrast', css: 'hc-black' },
};
