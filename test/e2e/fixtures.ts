import { test as base } from '@playwright/test';
import path from 'node:path';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import type { Driver } from '../support/workbench/driver.ts';
import { SharedWindow } from '../support/workbench/sharedWindow.ts';
import type { Workbench, WorkbenchOptions } from '../support/workbench/workbench.ts';

export const root = path.resolve(import.meta.dirname, '../..');

/** Where a picture for people to look at goes. */
export const screen = (name: string): string => path.join(root, 'test-results/screens', `${name}.png`);

/** No test sees the AWS profiles of this machine. */
const noProfiles = { AWS_CONFIG_FILE: '/nonexistent/config', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials' };

export interface Fixtures {
  /** How the workbench is started; `test.use({ workbenchOptions: { trusted: false } })` changes it. */
  readonly workbenchOptions: Omit<WorkbenchOptions, 'extension'>;
  /** Whether the next test may go on in the window; not when its engine or account end with the test. */
  readonly keepsWindow: boolean;
  /** A folder with a copy of the samples, as no other test has changed it. */
  readonly workspace: string;
  /** A workbench whose Local SageMaker knows of nothing that other tests did. */
  readonly workbench: Workbench;
  /** Opens the window, once the workspace holds what the test wants. */
  readonly openWindow: () => Promise<Driver>;
  /** A window with the workspace as it is. */
  readonly driver: Driver;
}

export const test = base.extend<Fixtures, { readonly sharedWindow: SharedWindow }>({
  workbenchOptions: [{}, { option: true }],
  keepsWindow: [true, { option: true }],
  launchOptions: [
    async ({ launchOptions }, use) => {
      const executablePath = findChromium();
      await use({
        ...launchOptions,
        args: [...chromiumFlags],
        ...(executablePath === undefined ? {} : { executablePath }),
      });
    },
    { scope: 'worker' },
  ],
  sharedWindow: [
    async ({ browser }, use) => {
      const shared = new SharedWindow(browser);
      await use(shared);
      await shared.close();
    },
    { scope: 'worker' },
  ],
  workspace: async ({ sharedWindow, workbenchOptions, keepsWindow }, use) => {
    const samples = path.join(root, 'media/samples');
    const environment = { ...noProfiles, ...workbenchOptions.environment };
    await use(await sharedWindow.workspace({ ...workbenchOptions, environment, extension: root }, samples));
    if (!keepsWindow) await sharedWindow.close();
  },
  workbench: async ({ sharedWindow, workspace }, use) => {
    await use(await sharedWindow.workbench(workspace));
  },
  openWindow: async ({ sharedWindow, workspace, viewport }, use) => {
    await use(() => sharedWindow.open(workspace, viewport ?? { width: 1400, height: 900 }));
  },
  driver: async ({ openWindow }, use) => {
    await use(await openWindow());
  },
});

export { expect } from '@playwright/test';
