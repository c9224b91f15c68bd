import { test as base } from '@playwright/test';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findChromium } from '../support/chromium.ts';
import { Driver } from '../support/workbench/driver.ts';
import { startWorkbench, type Workbench, type WorkbenchOptions } from '../support/workbench/workbench.ts';

export const root = path.resolve(import.meta.dirname, '../..');

/** Where a picture for people to look at goes. */
export const screen = (name: string): string => path.join(root, 'test-results/screens', `${name}.png`);

export interface Fixtures {
  /** How the workbench is started; `test.use({ workbenchOptions: { trusted: false } })` changes it. */
  readonly workbenchOptions: Omit<WorkbenchOptions, 'extension'>;
  /** A copy of the sample workspace for this test alone. */
  readonly workspace: string;
  /** A workbench for this test alone, with a Local SageMaker of its own. */
  readonly workbench: Workbench;
  /** Opens the window, once the workspace holds what the test wants. */
  readonly openWindow: () => Promise<Driver>;
  /** A window with the workspace as it is. */
  readonly driver: Driver;
}

export const test = base.extend<Fixtures>({
  workbenchOptions: [{}, { option: true }],
  launchOptions: async ({ launchOptions }, use) => {
    const args = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ];
    const executablePath = findChromium();
    await use({ ...launchOptions, args, ...(executablePath === undefined ? {} : { executablePath }) });
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to know what a fixture needs.
  workspace: async ({}, use) => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-workspace-'));
    await fs.cp(path.join(root, 'media/samples'), folder, { recursive: true });
    await use(folder);
    await fs.rm(folder, { recursive: true, force: true });
  },
  workbench: async ({ workbenchOptions }, use) => {
    const workbench = await startWorkbench({ ...workbenchOptions, extension: root });
    await use(workbench);
    await workbench.stop();
  },
  openWindow: async ({ page, workbench, workspace }, use) => {
    await use(() => Driver.open(page, workbench.url(workspace)));
  },
  driver: async ({ openWindow }, use) => {
    await use(await openWindow());
  },
});

export { expect } from '@playwright/test';
