import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeRRepository } from '../../support/packages/rRepository.ts';
import { makeWheels } from '../../support/packages/wheels.ts';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

/** Where R and pip of this window get packages. */
const packages = path.join(tmpdir(), `sagemaker-runner-e2e-packages-${process.pid}`);
const wheels = path.join(packages, 'wheels');
const environment = {
  R_PROFILE_USER: path.join(packages, 'profile.R'),
  PIP_NO_INDEX: '1',
  PIP_FIND_LINKS: wheels,
  PIP_CONFIG_FILE: '/dev/null',
};

test.use({ workbenchOptions: { environment }, keepsWindow: false });

test.beforeAll(async () => {
  const repository = await makeRRepository(path.join(packages, 'cran'), [
    { name: 'runnerbase' },
    { name: 'runnerplots', imports: 'runnerbase' },
    { name: 'runnertables' },
    { name: 'runnerslow', configure: 'echo begun; sleep 60' },
  ]);
  await fs.writeFile(environment.R_PROFILE_USER, `options(repos = c(CRAN = "${repository}"))\n`);
  // A name that many use: of any other a stranger's package could be meant.
  await makeWheels(wheels, [{ name: 'tabulate', requires: 'wcwidth' }, { name: 'wcwidth' }]);
});
test.afterAll(() => fs.rm(packages, { recursive: true, force: true }));

test('what a script lacks is installed at once, for jobs only, and it runs again', async ({
  openWindow,
  workspace,
}) => {
  await fs.writeFile(path.join(workspace, 'plots.R'), 'library(runnerplots)\nlibrary(runnertables)\nhello()\n');
  await fs.writeFile(path.join(workspace, 'slow.R'), 'library(runnerslow)\n');
  await fs.writeFile(path.join(workspace, 'rows.py'), 'import tabulate\nprint(tabulate.word)\n');
  const driver = await openWindow();
  const first = await runner.run(driver, 'plots.R');
  expect(await runner.ended(driver)).toBe('Failed');
  const said = await driver.notified('this machine’s R has no package runnerplots.');
  expect(said).toContain('The script needs more that is missing: runnertables.');
  await driver.screenshot(screen('package-install'));
  await driver.notified('has no package runnerplots.', 'Install 2 Packages and Run Again');
  await driver.terminalShows('Installing 2 Packages for jobs on this machine');
  await driver.screenshot(screen('package-installing'));
  const second = await runner.job(driver, first);
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.terminalText()).toContain('hello from runnertables');

  // Cancelled, it leaves nothing.
  await driver.runCommand('Notifications: Clear All Notifications');
  await driver.contextMenu(driver.explorerItem('slow.R'), 'Run on SageMaker');
  const third = await runner.job(driver, second);
  await driver.notified('has no package runnerslow.', 'Install runnerslow and Run Again');
  await driver.terminalShows('begun');
  await driver.interrupt();
  await driver.terminalShows('Cancelled: nothing was installed.');

  if (!(await hasTabulate())) {
    await driver.contextMenu(driver.explorerItem('rows.py'), 'Run on SageMaker');
    const fourth = await runner.job(driver, third);
    await driver.notified('has no module tabulate.', 'Install tabulate and Run Again');
    await runner.job(driver, fourth);
    expect(await runner.ended(driver)).toBe('Completed');
    expect(await driver.terminalText()).toContain('hello from tabulate');
  }
});

/** Whether this machine's own Python has it: then nothing is missing. */
async function hasTabulate(): Promise<boolean> {
  const { createProcessRunner } = await import('../../../src/adapters/process/processRunner.ts');
  const { exitCode } = await createProcessRunner().run({ command: 'python3', args: ['-c', 'import tabulate'] });
  return exitCode === 0;
}
