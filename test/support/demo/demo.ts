// npm run demo [-- --once] [--port N] [--theme dark|light|hc]: the product in a real VS Code, with a sample workspace.
import fs from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium, launchChromium } from '../chromium.ts';
import { installDebian } from '../debian.ts';
import { run } from '../processes.ts';
import { startWorkbench, type Workbench } from '../workbench/workbench.ts';
import { mainJob } from './mainJob.ts';
import { isFree } from './ports.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    port: { type: 'string', default: '8123' },
    theme: { type: 'string', default: 'dark' },
  },
});
const started = performance.now();
const say = (line: string): void => {
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)}  ${line}`);
};

const running: Workbench[] = [];
const leave = async (code: number): Promise<never> => {
  await Promise.all(running.map((workbench) => workbench.stop()));
  process.exit(code);
};
process.once('SIGINT', () => void leave(0));
process.once('SIGTERM', () => void leave(0));

const script = await chooseScript();
say('build       the extension');
const built = await run(process.execPath, ['esbuild.mjs'], { cwd: root });
if (built.code !== 0) throw new Error(built.output);
const port = await choosePort(Number(values.port));
const theme = values.theme === 'light' || values.theme === 'hc' ? values.theme : 'dark';
const workbench = await startWorkbench({ extension: root, theme, port, log: say });
running.push(workbench);
const workspace = path.join(workbench.folder, 'samples');
await fs.cp(path.join(root, 'media/samples'), workspace, { recursive: true });
const url = workbench.url(workspace);
say(`VS Code     ${workbench.version.vscode}, with the samples: ${url}`);

const driven = await drive();
if (values.once) await leave(driven ? 0 : 1);
say('');
say('The workbench stays up until Ctrl-C. Open the URL above in a browser and click:');
say(`  right-click ${script} in the explorer > Run on SageMaker; the SageMaker view on the left lists the jobs.`);
say('On a remote machine, forward the port first: ssh -L ' + `${workbench.port}:127.0.0.1:${workbench.port} HOST`);

/** Does the main job through the user interface. Returns whether it was done, and ended well. */
async function drive(): Promise<boolean> {
  const chromium = await ensureChromium(say);
  if ('missing' in chromium) {
    say(`The demo does not click by itself: ${chromium.missing}`);
    return false;
  }
  const shots = path.join(root, 'test-results/demo');
  await fs.mkdir(shots, { recursive: true });
  const browser = await launchChromium(chromium.path);
  try {
    await mainJob({ browser, url, script, shots, say });
    say('demo        done: the job completed and its outputs were shown');
    return true;
  } catch (error) {
    say(`demo        FAILED: ${error instanceof Error ? error.message : String(error)}`);
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      await page.screenshot({ path: path.join(shots, 'failed.png') }).catch(() => undefined);
    }
    return false;
  } finally {
    await browser.close();
  }
}

/** The R sample; without R and no way to install it the Python one. */
async function chooseScript(): Promise<string> {
  const hasR = async (): Promise<boolean> => (await run('Rscript', ['--version'])).code === 0;
  const absent = [];
  if (!(await hasR())) absent.push('r-base-core');
  if (process.platform === 'linux' && (await run('bwrap', ['--version'])).code !== 0) absent.push('bubblewrap');
  const failure = absent.length === 0 ? undefined : await installDebian(absent, say);
  if (failure !== undefined) say(`Not there: ${absent.join(', ')}: ${failure}`);
  if (await hasR()) return 'social_distancing.R';
  say('There is no R here: the demo runs the Python sample instead.');
  return 'visitors.py';
}

async function choosePort(wanted: number): Promise<number> {
  if (await isFree(wanted)) return wanted;
  say(`Port ${wanted} is taken (another demo?): using a free one. --port N chooses.`);
  return 0;
}
