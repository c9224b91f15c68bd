import { build } from 'esbuild';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureChromium, launchChromium } from '../support/chromium.ts';
import { Driver } from '../support/workbench/driver.ts';
import { waitFor } from '../support/processes.ts';
import { startWorkbench, type Workbench } from '../support/workbench/workbench.ts';
import type { Bench } from './context.ts';

export interface Host {
  /** Opens a new window, and waits until its extension has been activated. */
  readonly open: (window: Window) => Promise<Driver>;
  /**
   * Opens a new window and runs a module of suites/ in its extension host, and `meanwhile` beside it. Returns what the suite
   * answered.
   */
  readonly run: (
    suite: string,
    window: Window,
    argument: unknown,
    meanwhile?: (driver: Driver) => Promise<void>,
  ) => Promise<unknown>;
}

export interface Window {
  /** Absolute path of the folder that it opens. */
  readonly workspace: string;
  /** Folder of the extension that is loaded as under development. */
  readonly extension: string;
}

/** A workbench with additions to its environment, and a browser; ended with the bench. */
export async function startHost(bench: Bench, environment: NodeJS.ProcessEnv = {}): Promise<Host> {
  const chromium = await ensureChromium(bench.log);
  if ('missing' in chromium) throw new Error(chromium.missing);
  const workbench = await startWorkbench({ log: bench.log, environment });
  bench.atEnd(() => workbench.stop());
  const browser = await launchChromium(chromium.path);
  bench.atEnd(() => browser.close());
  return {
    open: async (window) => {
      const driver = await Driver.open(await browser.newPage(), windowUrl(workbench, window));
      await driver.page.locator('.statusbar-item').filter({ hasText: 'SageMaker: Local' }).waitFor({ timeout: 60_000 });
      return driver;
    },
    run: async (name, window, argument, meanwhile) => {
      const answer = path.join(bench.folder, `${name}.json`);
      await rm(answer, { force: true });
      const suite = await bundle(bench, name, { __ARGUMENT__: argument, __ANSWER__: answer });
      const page = await browser.newPage();
      try {
        // What is waited for is the answer; a busy machine takes its time to the page's last file.
        await page.goto(windowUrl(workbench, window, suite), { waitUntil: 'commit', timeout: 120_000 });
        await meanwhile?.(new Driver(page));
        const text = await waitFor(`the suite ${name}`, 120_000, () => readFile(answer, 'utf8').catch(() => undefined));
        return parsed(text);
      } finally {
        await page.close();
      }
    },
  };
}

/** Address of a window's page; with a suite the extension host runs it. */
function windowUrl(workbench: Workbench, { workspace, extension }: Window, suite?: string): string {
  const url = new URL(workbench.url(workspace, suite));
  const payload = JSON.parse(url.searchParams.get('payload') ?? '[]') as string[][];
  payload.push(['extensionDevelopmentPath', `vscode-remote://127.0.0.1:${workbench.port}${extension}`]);
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

function parsed(text: string): unknown {
  const answer: unknown = JSON.parse(text);
  if (typeof answer === 'object' && answer !== null && 'error' in answer) throw new Error(String(answer.error));
  return answer;
}

/** One CommonJS file for the extension host. Its answer appears whole: written beside and renamed. */
async function bundle(bench: Bench, name: string, values: Record<string, unknown>): Promise<string> {
  const outfile = path.join(bench.folder, `${name}-${Date.now()}.cjs`);
  await build({
    stdin: {
      contents: `
        import { writeFileSync, renameSync } from 'node:fs';
        import { measure } from './${name}.ts';
        export async function run() {
          const answer = await measure(__ARGUMENT__).catch((error) => ({ error: String(error?.stack ?? error) }));
          writeFileSync(__ANSWER__ + '.part', JSON.stringify(answer));
          renameSync(__ANSWER__ + '.part', __ANSWER__);
        }`,
      resolveDir: path.join(import.meta.dirname, 'suites'),
    },
    define: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)])),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
    outfile,
  });
  return outfile;
}
