// node test/support/workbench/open.ts [--workspace DIR] [--shot out.png] [--theme dark|light|hc] [--oldest] [--untrusted] [--size 1400x900]
// Starts the workbench with the extension as it is built. With --shot it takes one picture and ends; else it stays until Ctrl-C.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium, launchChromium } from '../chromium.ts';
import { sleep } from '../processes.ts';
import { Driver } from './driver.ts';
import { startWorkbench } from './workbench.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const { values } = parseArgs({
  options: {
    workspace: { type: 'string', default: path.join(root, 'media/samples') },
    shot: { type: 'string' },
    theme: { type: 'string', default: 'dark' },
    size: { type: 'string', default: '1400x900' },
    oldest: { type: 'boolean', default: false },
    untrusted: { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
  },
});
const log = (line: string): void => {
  console.log(line);
};
const workbench = await startWorkbench({
  extension: root,
  version: values.oldest ? 'oldest' : 'current',
  theme: values.theme === 'light' || values.theme === 'hc' ? values.theme : 'dark',
  trusted: !values.untrusted,
  port: Number(values.port),
  log,
});
const stop = async (): Promise<never> => {
  await workbench.stop();
  process.exit(0);
};
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
const url = workbench.url(path.resolve(values.workspace));
log(url);
if (values.shot !== undefined) {
  const chromium = await ensureChromium(log);
  if ('missing' in chromium) throw new Error(chromium.missing);
  const [width = 1400, height = 900] = values.size.split('x').map(Number);
  const browser = await launchChromium(chromium.path);
  const page = await browser.newPage({ viewport: { width, height } });
  const driver = await Driver.open(page, url);
  await sleep(2000);
  await driver.screenshot(values.shot);
  await browser.close();
  await stop();
}
