import { runner } from '../support/workbench/runner.ts';
import { expect, screen, test } from './fixtures.ts';

test('log, jobs, plot and table are shown in every theme, and in a narrow window', async ({ driver }) => {
  const job = await runner.run(driver, 'social_distancing.R');
  expect(await runner.ended(driver)).toBe('Completed');
  await runner.jobShows(driver, job, 'completed');
  const panel = await runner.outputs(driver);
  for (const [name, theme] of Object.entries(shown)) {
    await driver.runCommand('Preferences: Color Theme');
    await driver.type(theme.label);
    await driver.page.locator(`.monaco-workbench.${theme.css}`).waitFor();
    await panel.select('meetings.png');
    await panel.picture();
    await driver.screenshot(screen(`${name}-plot`));
    await panel.select('meetings.csv');
    await panel.frame.locator('[role="grid"] [role="row"]').nth(3).waitFor();
    await driver.screenshot(screen(`${name}-table`));
  }
  await driver.page.setViewportSize({ width: 800, height: 700 });
  await panel.select('meetings.png');
  await panel.picture();
  await expect(driver.treeRow('Jobs', job)).toBeVisible();
  await driver.screenshot(screen('narrow'));
});

/** What VS Code calls its themes, and their kinds. */
const shown = {
  dark: { label: 'Dark Modern', css: 'vs-dark' },
  light: { label: 'Light Modern', css: 'vs' },
  hc: { label: 'Dark High Contrast', css: 'hc-black' },
};
