import fs from 'node:fs/promises';
import path from 'node:path';
import { docker, tryDocker } from '../../support/docker/docker.ts';
import { LocalClients } from '../../support/localSageMaker.ts';
import type { Driver } from '../../support/workbench/driver.ts';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen } from '../fixtures.ts';
import { host, test } from './imageOfLocal.ts';
import { announcement } from '../local.ts';

test('the open script runs in the image that was chosen in the Images view', async ({
  repository,
  openWindow,
  workbench,
  workspace,
}) => {
  await fs.writeFile(
    path.join(workspace, 'where.py'),
    'import os\nprint("in the image:", os.environ.get("IN_IMAGE"))\n',
  );
  const driver = await openWindow();
  await driver.openFile('where.py');
  await driver.showContainer('SageMaker');
  await driver.viewAction('Images', 'Refresh Images');
  await driver.treeRow('Images', `Repository ${repository}`).click();
  await driver.contextMenu(driver.treeRow('Images', `Image v1 of ${repository}`), 'Run Open Script in This Image');
  await driver.terminalShows('in the image: yes');
  expect(await runner.ended(driver)).toBe('Completed');
  await driver.screenshot(screen('run-in-image'));
  const job = await runner.job(driver);
  const { AppSpecification } = await new LocalClients(await announcement(workbench)).describe(job);
  const id = await docker(['image', 'inspect', '--format', '{{.Id}}', `${host}/${repository}:v1`]);
  expect(AppSpecification?.ImageUri).toBe(`${host}/${repository}@${id}`);

  // Once a newer one is there, a clean-up offers it, and leaves it to the user: only the job needs it.
  const container = await docker(['create', id, 'true']);
  const newer = `${host}/${repository}:v2`;
  try {
    await docker(['commit', container, newer]);
    await driver.viewAction('Images', 'Refresh Images');
    await driver.runCommand('SageMaker: Clean Up Images…');
    const offered = driver.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: `${repository}:v1` });
    await expect(offered).toContainText('a job of the last 30 days ran in it');
    await expect(offered.getByRole('checkbox')).not.toBeChecked();
    await driver.screenshot(screen('images-clean-up-earlier'));
    await driver.page.keyboard.press('Escape');
  } finally {
    await docker(['rm', container]);
    await tryDocker(['image', 'rm', '--force', newer]);
  }
});

/** Tells the image from this machine, and what memory the job may take. */
const where = `import os
print("in the image:", os.environ.get("IN_IMAGE"))
for name in ("memory.max", "memory/memory.limit_in_bytes"):
    if os.path.exists(f"/sys/fs/cgroup/{name}"):
        print("memory", open(f"/sys/fs/cgroup/{name}").read())
`;

test('the engine and the limits of a run are chosen in its options, whatever the workspace has', async ({
  repository,
  openWindow,
  workbench,
  workspace,
}) => {
  const image = `${host}/${repository}:v1`;
  const settings = { 'sagemakerRunner.local.images': { python: image } };
  await fs.writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
  await fs.writeFile(path.join(workspace, 'where.py'), where);
  const driver = await openWindow();
  const options = async (): Promise<void> => {
    await driver.contextMenu(driver.explorerItem('where.py'), 'Run on SageMaker with Options…');
    await titled(driver, 'Run where.py on SageMaker');
  };
  const row = async (label: string): Promise<string | undefined> =>
    (await driver.pickRows()).find((text) => text.includes(label));
  const ran = async (job: string) => {
    expect(await runner.ended(driver)).toBe('Completed');
    const { AppSpecification, Environment } = await new LocalClients(await announcement(workbench)).describe(job);
    return { image: AppSpecification?.ImageUri, environment: Environment, log: await driver.terminalText() };
  };

  await options();
  await expect.poll(() => row('Engine')).toContain('automatic (default)');
  await driver.pick('Engine');
  await titled(driver, 'Engine');
  await driver.screenshot(screen('engine'));
  await driver.pick('this machine’s R or Python, no image');
  await expect.poll(() => row('Engine')).toContain('this machine’s R or Python, no image');
  await driver.pick('Run');
  const first = await runner.job(driver);
  const process = await ran(first);
  expect(process.environment).toMatchObject({ SAGEMAKER_RUNNER_ENGINE: 'process' });
  expect(process.log).toContain(`this machine’s Python, not ${repository}:v1`);
  expect(process.log).toContain('in the image: None');

  await options();
  await expect.poll(() => row('Engine')).toContain('this machine’s R or Python, no image');
  await driver.pick('Engine');
  await titled(driver, 'Engine');
  await expect.poll(() => row('no image')).toContain('current');
  await driver.pick('always in its image');
  await expect.poll(() => row('Memory and processors')).toContain('all that this machine has (default)');
  await driver.pick('Memory and processors');
  await expect.poll(() => row('Memory and processors')).toContain('no more than the instance type has');
  await driver.screenshot(screen('engine-options'));
  await driver.pick('Run');
  const docker = await ran(await runner.job(driver, first));
  expect(docker.environment).toEqual({ SAGEMAKER_RUNNER_ENGINE: 'docker', SAGEMAKER_RUNNER_LIMITS: '1' });
  expect(docker.image).toContain(`${host}/${repository}@sha256:`);
  expect(docker.log).toContain('this machine, with no more than ml.m5.xlarge has');
  expect(docker.log).toContain('in the image: yes');
  expect(docker.log).toContain(`memory ${16 * 2 ** 30}`);
  await driver.screenshot(screen('engine-log'));
});

async function titled(driver: Driver, title: string): Promise<void> {
  await driver.page.locator('.quick-input-title').filter({ hasText: title }).waitFor();
}
