// node test/support/pictures.ts: takes the pictures of README and walkthrough from the real product, into media/.
import type { Page } from '@playwright/test';
import fs from 'node:fs/promises';
import path from 'node:path';
import { ensureChromium, launchChromium } from './chromium.ts';
import { run, sleep } from './processes.ts';
import { Driver } from './workbench/driver.ts';
import { runner } from './workbench/runner.ts';
import { startWorkbench } from './workbench/workbench.ts';

const root = path.resolve(import.meta.dirname, '../..');
const media = path.join(root, 'media');
const chromium = await ensureChromium(console.log);
if ('missing' in chromium) throw new Error(chromium.missing);
await fs.mkdir(path.join(media, 'pictures'), { recursive: true });
// Installed as a package, not under development: the window's title is the user's.
const workbench = await startWorkbench({ install: path.join(root, 'dist/sagemaker-runner.vsix'), log: console.log });
const browser = await launchChromium(chromium.path);
try {
  const workspace = path.join(workbench.folder, 'samples');
  await fs.cp(path.join(root, 'media/samples'), workspace, { recursive: true });
  await fs.writeFile(path.join(workspace, 'forecast.R'), 'library(ggplot2)\nlibrary(forecast)\n');
  const page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
  await take(page, await Driver.open(page, workbench.url(workspace)));
} catch (error) {
  await browser
    .contexts()[0]
    ?.pages()[0]
    ?.screenshot({ path: path.join(root, 'test-results/pictures-failed.png') });
  throw error;
} finally {
  await browser.close();
  await workbench.stop();
}

async function take(page: Page, driver: Driver): Promise<void> {
  await driver.openFile('social_distancing.R');
  const script = driver.explorerItem('social_distancing.R');
  // The menu is complete once the extension is there.
  await page.locator('.statusbar-item').filter({ hasText: 'SageMaker' }).waitFor({ timeout: 60_000 });
  await script.click({ button: 'right' });
  await driver.menuEntry('Run on SageMaker').hover();
  await shot(page, 'walkthrough/run', { x: 0, y: 0, width: 700, height: 500 });
  await driver.menuEntry('Run on SageMaker').click();
  const job = await runner.job(driver);
  await runner.jobShows(driver, job, '');
  await driver.terminalShows(/ 50% {2}iteration/);
  await shot(page, 'walkthrough/log', { x: 350, y: 480, width: 850, height: 250 });
  await runner.ended(driver);
  const panel = await runner.outputs(driver);
  await panel.select('meetings.png');
  await panel.picture();
  await runner.jobShows(driver, job, 'completed');
  await sleep(1000);
  await shot(page, 'pictures/main');
  await shot(page, 'walkthrough/outputs', { x: 772, y: 34, width: 428, height: 446 });
  await driver.showContainer('Explorer');
  await driver.contextMenu(script, 'Run on SageMaker with Options…');
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await sleep(500);
  await shot(page, 'walkthrough/grow', { x: 200, y: 0, width: 800, height: 500 });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await driver.runCommand('View: Close All Editors');
  await driver.contextMenu(driver.explorerItem('forecast.R'), 'Create Dockerfile for This Script');
  await driver.notified('Dockerfile created', undefined, 60_000);
  await page.locator('.tabs-container .tab').filter({ hasText: 'Dockerfile' }).waitFor();
  await driver.runCommand('Notifications: Clear All Notifications');
  await page.keyboard.press('Control+j');
  await sleep(1000);
  await shot(page, 'walkthrough/image', { x: 0, y: 34, width: 780, height: 480 });
}

async function shot(
  page: Page,
  name: string,
  clip?: { x: number; y: number; width: number; height: number },
): Promise<void> {
  const file = path.join(media, `${name}.png`);
  await page.screenshot({ path: file, ...(clip === undefined ? {} : { clip }) });
  // Where there is an optimiser, a third of the size.
  await run('pngquant', ['--force', '--skip-if-larger', '--output', file, file]);
  console.log(`${file}: ${Math.round((await fs.stat(file)).size / 1000)} kB`);
}
