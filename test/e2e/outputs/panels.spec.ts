import fs from 'node:fs/promises';
import path from 'node:path';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

test.use({ viewport: { width: 930, height: 600 } });

test('in a small window with its terminal a plot has half of the pane; files open beside it; after a reload the next run takes its place', async ({
  openWindow,
  workspace,
}) => {
  await fs.writeFile(
    path.join(workspace, 'plots.R'),
    'plot(1:10); plot(10:1); hist(c(1, 2, 2))\nwrite.csv(cars, "cars.csv")\n',
  );
  const driver = await openWindow();
  await driver.openFile('plots.R');
  await runner.run(driver, 'plots.R');
  expect(await runner.ended(driver)).toBe('Completed');
  const panel = await runner.outputs(driver);
  await expect(panel.frame.locator('.bar .name strong')).toHaveText('Plot 3');
  await expect(driver.page.locator('.terminal-wrapper.active')).toBeVisible();
  const share = `(() => { const plot = document.querySelector('.content').getBoundingClientRect(); return plot.width * plot.height / (innerWidth * innerHeight); })()`;
  await expect.poll(() => panel.frame.evaluate(share)).toBeGreaterThan(0.5);
  const picture = `document.querySelector('.paper').getBoundingClientRect().height / innerHeight`;
  await expect.poll(() => panel.frame.evaluate(picture)).toBeGreaterThan(0.5);
  await expect(panel.frame.locator('.item[aria-selected=true]')).toBeInViewport();
  await driver.screenshot(screen('small-window'));

  // With the panel in front a file opens in the editors' column, as it is locked.
  await panel.frame.locator('.bar .name').click();
  await driver.openFile('README.md');
  await expect(
    driver.page.locator('.editor-group-container').first().locator('.tab', { hasText: 'README.md' }),
  ).toBeVisible();
  await expect(driver.page.locator('.editor-group-container').last().locator('.tab')).toHaveCount(1);

  // The editor in a browser writes its state down every few seconds.
  await driver.page.waitForTimeout(7000);
  await driver.reload();
  await runner.outputs(driver);
  await runner.run(driver, 'plots.R');
  expect(await runner.ended(driver)).toBe('Completed');
  await expect(driver.page.locator('.tabs-container .tab').filter({ hasText: /^plots · / })).toHaveCount(1);
});
