import type { Theme } from '../support/workbench/settings.ts';
import { runner } from '../support/workbench/runner.ts';
import { expect, screen, test } from './fixtures.ts';

const themes: readonly Theme[] = ['dark', 'light', 'hc'];

for (const theme of themes) {
  test.describe(`in the theme ${theme}`, () => {
    test.use({ workbenchOptions: { theme } });

    test('log, jobs, plot and table are shown', async ({ driver }) => {
      const job = await runner.run(driver, 'social_distancing.R');
      expect(await runner.ended(driver)).toBe('Completed');
      await runner.jobShows(driver, job, 'completed');
      const panel = await runner.outputs(driver);
      await panel.select('meetings.png');
      await panel.picture();
      await driver.screenshot(screen(`${theme}-plot`));
      await panel.select('meetings.csv');
      await panel.frame.locator('[role="grid"] [role="row"]').nth(3).waitFor();
      await driver.screenshot(screen(`${theme}-table`));
    });
  });
}

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 800, height: 700 } });

  test('the sidebar and the panel still work', async ({ driver }) => {
    const job = await runner.run(driver, 'visitors.py');
    expect(await runner.ended(driver)).toBe('Completed');
    await runner.jobShows(driver, job, 'completed');
    const panel = await runner.outputs(driver);
    await panel.select('hours.png');
    await panel.picture();
    await driver.screenshot(screen('narrow'));
  });
});
