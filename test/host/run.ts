// node test/host/run.ts current|oldest [NAME]: runs the suite of this folder, or only NAME.test.ts, in the extension host of a real workbench.
import { build } from 'esbuild';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium, launchChromium } from '../support/chromium.ts';
import { waitFor } from '../support/processes.ts';
import { readReport, reportFile, type Report } from '../support/run/report.ts';
import { startWorkbench } from '../support/workbench/workbench.ts';

const root = path.resolve(import.meta.dirname, '../..');
const version = process.argv[2] === 'oldest' ? 'oldest' : 'current';
const report = path.join(root, reportFile(`host-${version}`));
const log = (line: string): void => {
  console.log(line);
};

const bundle = await bundleSuite();
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

/** One CommonJS file for the extension host, which loads no TypeScript: every `*.test.ts` of this folder. */
async function bundleSuite(): Promise<string> {
  const outfile = path.join(root, `out/host/${version}.cjs`);
  const files = (await fs.readdir(import.meta.dirname))
    .filter((name) => name.endsWith(`${process.argv[3] ?? ''}.test.ts`))
    .sort();
  const loaders = files.map((name) => `() => import('./${name}')`).join(', ');
  const contents = `import { runSuite } from './suite.ts';\nexport const run = () => runSuite([${loaders}]);\n`;
  await build({
    stdin: { contents, resolveDir: import.meta.dirname, sourcefile: 'index.ts', loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
    logOverride: { 'require-resolve-not-external': 'silent' },
    outfile,
  });
  return outfile;
}
