// node test/host/run.ts current|oldest [NAME]: runs the suite of this folder, or only NAME.test.ts, in the extension host of a real workbench.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium, launchChromium } from '../support/chromium.ts';
import { waitFor } from '../support/processes.ts';
import { readReport, reportFile, type Report } from '../support/run/report.ts';
import { bundleSuite } from './bundle.ts';
import { startWorkbench } from '../support/workbench/workbench.ts';

const root = path.resolve(import.meta.dirname, '../..');
const version = process.argv[2] === 'oldest' ? 'oldest' : 'current';
const report = path.join(root, reportFile(`host-${version}`));
const log = (line: string): void => {
  console.log(line);
};

const bundle = await bundleSuite(version, process.argv[3]);
const chromium = await ensureChromium(log);
if ('missing' in chromium) throw new Error(chromium.missing);
await fs.rm(report, { force: true });
const workspace = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-host-'));
await fs.cp(path.join(root, 'media/samples'), workspace, { recursive: true });
const workbench = await startWorkbench({ extension: root, version, log, environment: { HOST_REPORT: report } });
const browser = await launchChromium(chromium.path);
try {
  const page = await browser.newPage();
  await page.goto(workbench.url(workspace, bundle), { timeout: 120_000 });
  const { passed, failed, skipped } = await waitFor('the report of the suite', 600_000, () => readReport(report));
  for (const { name, message } of failed) log(`FAILED ${name}\n${message}\n`);
  log(`VS Code ${workbench.version.vscode}: ${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  log(`${String(error)}\n${workbench.output()}`);
  const nothing: Report = { passed: 0, failed: [{ name: 'the suite', message: String(error) }], skipped: [] };
  await fs.writeFile(report, JSON.stringify(nothing));
  process.exitCode = 1;
} finally {
  await browser.close();
  await workbench.stop();
  await fs.rm(workspace, { recursive: true, force: true });
}
