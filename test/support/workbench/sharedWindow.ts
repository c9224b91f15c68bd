import type { Browser } from '@playwright/test';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { waitFor } from '../processes.ts';
import { Driver } from './driver.ts';
import { startWorkbench, type Workbench, type WorkbenchOptions } from './workbench.ts';

/**
 * A workbench, its window and its workspace, which one test after the other finds as if they were new: to open a window takes longer than what
 * most tests do in it. A test that wants other options gets a new one, which those after it use for as long as they want the same.
 */
export class SharedWindow {
  readonly #browser: Browser;
  #options: WorkbenchOptions | undefined;
  #folder: string | undefined;
  #workbench: Workbench | undefined;
  #driver: Driver | undefined;
  #titles = 0;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Clears away what the test before has left. Returns the workspace's folder, with a copy of `samples` in it. */
  async workspace(options: WorkbenchOptions, samples: string): Promise<string> {
    if (JSON.stringify(options) !== JSON.stringify(this.#options)) await this.close();
    // What can not be cleared is not gone on with.
    else await this.#clear().catch(() => this.close());
    this.#options = options;
    this.#folder ??= await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-workspace-'));
    await emptied(this.#folder);
    await fs.cp(samples, this.#folder, { recursive: true });
    return this.#folder;
  }

  /** The workbench for the workspace in `folder`. */
  async workbench(folder: string): Promise<Workbench> {
    if (folder !== this.#folder) throw new Error(`${folder} is not the workspace of this window`);
    return (this.#workbench ??= await startWorkbench(this.#options));
  }

  /** The window, once it shows the workspace in `folder` as it is now. */
  async open(folder: string, viewport: { readonly width: number; readonly height: number }): Promise<Driver> {
    const workbench = await this.workbench(folder);
    if (this.#driver !== undefined) {
      await this.#driver.page.setViewportSize(viewport);
      await this.#hasRead(this.#driver, path.join(folder, '.vscode/settings.json'));
      return this.#driver;
    }
    const context = await this.#browser.newContext({ viewport });
    this.#driver = await Driver.open(await context.newPage(), workbench.url(folder));
    await this.#isActive(this.#driver);
    return this.#driver;
  }

  /** Closes the window, ends its workbench and removes the workspace. */
  async close(): Promise<void> {
    const [driver, workbench, folder] = [this.#driver, this.#workbench, this.#folder];
    this.#driver = this.#workbench = this.#folder = this.#options = undefined;
    await driver?.page.context().close();
    await workbench?.stop();
    if (folder !== undefined) await fs.rm(folder, { recursive: true, force: true });
  }

  async #clear(): Promise<void> {
    const page = this.#driver?.page;
    for (const other of page?.context().pages() ?? []) if (other !== page) await other.close();
    await this.#driver?.clear();
    await this.#workbench?.reset();
    // What told of the end of Local and its jobs.
    await this.#driver?.clear();
  }

  /** Waits until the extension tells of itself. On a very busy machine VS Code gives up its extension host, for good: then once more. */
  async #isActive(driver: Driver): Promise<void> {
    if (this.#options?.trusted === false) return;
    const look = async (): Promise<true | undefined> =>
      (await driver.statusBar()).some((entry) => entry.includes('SageMaker')) ? true : undefined;
    await waitFor('the extension', 90_000, look).catch(async () => {
      await driver.reload();
      await waitFor('the extension', 90_000, look);
    });
  }

  /** Waits until the window has read what `.vscode` holds now: with it, it reads a title, which shows. One that is told of no change is opened again. */
  async #hasRead(driver: Driver, file: string): Promise<void> {
    const text = await fs.readFile(file, 'utf8').catch(() => undefined);
    const settings: unknown = JSON.parse(text ?? '{}');
    const isRead = async (): Promise<true | undefined> => {
      const title = `settings ${++this.#titles}`;
      await fs.writeFile(file, JSON.stringify(Object.assign({}, settings, { 'window.title': title })));
      const isShown = waitFor(title, 5000, async () =>
        (await driver.page.title()).endsWith(title) ? true : undefined,
      );
      return isShown.catch(() => undefined);
    };
    const isTold = await waitFor('the window to read its settings', 30_000, isRead).catch(() => false);
    if (text === undefined) await fs.rm(file);
    else await fs.writeFile(file, text);
    if (isTold) return;
    await driver.reload();
    await this.#isActive(driver);
  }
}

/** Removes what is in a folder; `.vscode` itself stays, as the window watches it. */
export async function emptied(folder: string): Promise<void> {
  for (const entry of await fs.readdir(folder)) {
    const place = path.join(folder, entry);
    if (entry === '.vscode') await emptied(place);
    else await fs.rm(place, { recursive: true, force: true });
  }
}
