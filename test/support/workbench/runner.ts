import type { Frame } from '@playwright/test';
import { waitFor } from '../processes.ts';
import { patience, type Driver } from './driver.ts';

/** What a person does with SageMaker Runner in the workbench. */
export const runner = {
  /** Right-clicks a script in the explorer and runs it. Resolves with the job's name once its terminal says it. */
  async run(driver: Driver, script: string): Promise<string> {
    const before = jobIn(await driver.terminalText());
    await driver.contextMenu(driver.explorerItem(script), 'Run on SageMaker');
    return this.job(driver, before);
  },

  /** The job whose terminal shows, once it is another than `before`. */
  async job(driver: Driver, before?: string): Promise<string> {
    return waitFor(`a job${before === undefined ? '' : ` after ${before}`} in the terminal`, patience, async () => {
      const job = jobIn(await driver.terminalText());
      return job === before ? undefined : job;
    });
  },

  /** The status in the footer of the terminal that shows, once the job has ended. */
  async ended(driver: Driver, timeout = patience): Promise<string> {
    const text = await driver.terminalShows(/^Status +(Completed|Failed|Stopped)/m, timeout);
    return /^Status +(\w+)/m.exec(text)?.[1] ?? '';
  },

  /** The row of a job in the Jobs view, once it has `text` (in small letters). */
  async jobShows(driver: Driver, job: string, text: string): Promise<string> {
    await driver.showContainer('SageMaker');
    return waitFor(`${job} as ${text} in the Jobs view`, patience, async () =>
      (await driver.treeRows('Jobs')).find((row) => row.includes(job) && row.toLowerCase().includes(text)),
    );
  },

  /** The outputs panel, once it lists files. */
  async outputs(driver: Driver, timeout = patience): Promise<OutputsPanel> {
    return new OutputsPanel(await driver.webview('.gallery .item', timeout));
  },
};

/** The job that a terminal's text is about. */
const jobIn = (text: string): string | undefined => /^Job +(\S+)/m.exec(text)?.[1];

/** The panel with a job's outputs. */
export class OutputsPanel {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  /** The files that it lists, by path within their output. */
  async files(): Promise<string[]> {
    const items = await this.frame.locator('.gallery .item').all();
    return Promise.all(items.map(async (item) => (await item.getAttribute('title')) ?? ''));
  }

  async select(file: string): Promise<void> {
    await this.frame.locator(`.gallery .item[title=${JSON.stringify(file)}]`).click();
  }

  /** Pixels across of the largest picture that is shown, once one is; `select` the file first. */
  async picture(timeout = patience): Promise<number> {
    return waitFor('a picture in the outputs panel', timeout, async () => {
      const widths = await this.frame
        .locator('.viewer img')
        .evaluateAll((images: { readonly naturalWidth: number }[]) => images.map((image) => image.naturalWidth));
      const widest = Math.max(0, ...widths);
      return widest > 0 ? widest : undefined;
    });
  }
}
