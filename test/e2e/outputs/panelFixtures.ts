import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { FileObjectStore } from '../../support/fileObjectStore.ts';
import { openOutputsPage, type OutputsPage, type OutputsPageOptions } from '../../support/outputsPage.ts';
import { test as base } from '../fixtures.ts';

interface Fixtures {
  readonly objects: FileObjectStore;
  /** Writes an output of the job. */
  readonly write: (file: string, body: string | Uint8Array, job?: string) => Promise<void>;
  readonly open: (options?: Partial<OutputsPageOptions>) => Promise<OutputsPage>;
}

/** The page of the Outputs panel over a folder of files. */
export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to know what a fixture needs.
  objects: async ({}, use) => {
    const root = await fs.mkdtemp(path.join(os.tmpdir(), 'outputs-panel-'));
    await use(new FileObjectStore(root));
    await fs.rm(root, { recursive: true });
  },
  write: async ({ objects }, use) => {
    await use((file, body, job = 'job-a') => objects.put(`s3://bucket/${job}/output/output-1/${file}`, body));
  },
  open: async ({ page, objects }, use) => {
    let opened: OutputsPage | undefined;
    await use(async (options = {}) => {
      const defaults = { page, objects, bucket: 'bucket', jobs: ['job-a'], outputs: ['output-1'] };
      return (opened = await openOutputsPage({ ...defaults, ...options }));
    });
    await opened?.close();
  },
});

/** A file of the gallery. */
export const file = (page: Page, name: string): Locator =>
  page.locator(`.gallery .item[title=${JSON.stringify(name)}]`);

/** A cell of the table, by the numbers of its row and column from 0. */
export const cell = (page: Page, row: number, column: number): Locator =>
  page.locator(`.grid-row[aria-rowindex="${row + 2}"] [aria-colindex="${column + 1}"]`);

/** The line below the table. */
export const status = (page: Page): Locator => page.locator('.table-status');

/** A picture of 400 x 300 pixels. */
export const svg = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" viewBox="0 0 400 300">${inside}</svg>`;
