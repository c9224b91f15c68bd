// node test/host/desktop.ts [--installed] [--report FILE]: runs the suite of this folder in desktop VS Code, current and oldest supported, which are
// downloaded; with --installed (as in npm test) only in the one that is on this machine. What cannot be had is skipped, and said.
import { runTests } from '@vscode/test-electron';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { settingIds } from '../../src/ui/kit/ids.ts';
import { openDisplay } from '../support/desktop/display.ts';
import { downloadedEditor, editorVariable, installedEditor, type DesktopEditor } from '../support/desktop/editors.ts';
import { outerEnvironment, run } from '../support/processes.ts';
import { readReport, reportFile, writeReport, type Report } from '../support/run/report.ts';
import { stopLocal } from '../support/stopLocal.ts';
import { workbenchSettings } from '../support/workbench/settings.ts';
import { workbenchVersions } from '../support/workbench/versions.ts';
import { bundleSuite } from './bundle.ts';

const root = path.resolve(import.meta.dirname, '../..');
const log = (line: string): void => {
  console.log(line);
};

const { values: flags } = parseArgs({ options: { installed: { type: 'boolean' }, report: { type: 'string' } } });
const isInstalledOnly = flags.installed === true;
const reports: Report[] = [];
for (const [name, find] of editors()) {
  const report = await testIn(name, await find());
  for (const { reason } of report.skipped) log(`skipped  ${name}: ${reason}`);
  for (const { name: test, message } of report.failed) log(`FAILED   ${name}: ${test}\n${message}\n`);
  log(`${name}: ${report.passed} passed, ${report.failed.length} failed, ${report.skipped.length} skipped`);
  reports.push(report);
}
writeReport(flags.report ?? path.join(root, reportFile('host-desktop')), {
  passed: reports.reduce((sum, { passed }) => sum + passed, 0),
  failed: reports.flatMap(({ failed }) => failed),
  skipped: reports.flatMap(({ skipped }) => skipped),
});
process.exit(reports.some(({ failed }) => failed.length > 0) ? 1 : 0);

function editors(): [string, () => Promise<DesktopEditor>][] {
  const isNamed = (process.env[editorVariable] ?? '') !== '';
  if (isInstalledOnly || isNamed)
    return [['desktop VS Code', () => installedEditor({ environment: outerEnvironment() })]];
  return [workbenchVersions.current, workbenchVersions.oldest].map(({ vscode }) => [
    `desktop VS Code ${vscode}`,
    () => downloadedEditor(vscode),
  ]);
}

async function testIn(name: string, editor: DesktopEditor): Promise<Report> {
  const without = (reason: string): Report => ({
    passed: 0,
    failed: [],
    skipped: [{ name: `all in ${name}`, reason }],
  });
  if ('missing' in editor) return without(editor.missing);
  const display = await openDisplay(log);
  if ('missing' in display) return without(display.missing);
  // A short name: the editor's socket is in it, and macOS takes no long one.
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'smr-'));
  try {
    return await runSuite(editor.executable, folder, display.variables);
  } finally {
    display.stop();
    await stopLocal(folder);
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Runs the suite in a window with a workspace, settings and a Local SageMaker of its own, all in `folder`. */
async function runSuite(
  executable: string,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<Report> {
  const workspace = path.join(folder, 'workspace');
  const user = path.join(folder, 'user');
  const report = path.join(folder, 'report.json');
  if (!isInstalledOnly) await buildExtension();
  await fs.cp(path.join(root, 'media/samples'), workspace, { recursive: true });
  const settings = { ...workbenchSettings('dark'), [settingIds.localRoot]: path.join(folder, 'local') };
  await fs.mkdir(path.join(user, 'User'), { recursive: true });
  await fs.writeFile(path.join(user, 'User', 'settings.json'), JSON.stringify(settings));
  const ended = await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: await bundleSuite('desktop'),
    launchArgs: [workspace, `--user-data-dir=${user}`, `--extensions-dir=${path.join(folder, 'extensions')}`],
    extensionTestsEnv: { HOST_REPORT: report, ...variables },
  }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const written = readReport(report);
  if (written !== undefined) return written;
  return { passed: 0, failed: [{ name: 'the suite', message: `left no report (${ended})` }], skipped: [] };
}

async function buildExtension(): Promise<void> {
  const { code, output } = await run(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
  if (code !== 0) throw new Error(`the extension cannot be built:\n${output}`);
}
