import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { jobsImage } from '../support/docker/baseImage.ts';
import { docker, ownName, tryDocker } from '../support/docker/docker.ts';
import { dockerNeeds } from '../support/docker/needs.ts';
import { LocalClients } from '../support/localSageMaker.ts';
import { runner } from '../support/workbench/runner.ts';
import { expect, screen, test as base } from './fixtures.ts';
import { announcement } from './local.ts';

const host = '000000000000.dkr.ecr.us-east-1.amazonaws.com';

/** An image with R and Python in a repository of Local that no other test has. */
const test = base.extend<{ repository: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to know what a fixture needs.
  repository: async ({}, use, testInfo) => {
    const missing = await dockerNeeds(console.log);
    testInfo.skip(missing !== undefined, `needs ${missing ?? ''}`);
    // The first of what others may have in this engine.
    const repository = `a-${ownName('run')}`;
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-image-'));
    await fs.writeFile(path.join(folder, 'Dockerfile'), `FROM ${jobsImage}\nENV IN_IMAGE=yes\n`);
    await docker(['build', '--quiet', '--tag', `${host}/${repository}:v1`, folder]);
    await use(repository);
    await tryDocker(['image', 'rm', '--force', `${host}/${repository}:v1`]);
    await fs.rm(folder, { recursive: true, force: true });
  },
});

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
  await driver.treeRow('Images', `Repository ${repository}`).click();
  await driver.contextMenu(driver.treeRow('Images', `Image v1 of ${repository}`), 'Run Open Script in This Image');
  await driver.terminalShows('in the image: yes');
  expect(await runner.ended(driver)).toBe('Completed');
  await driver.screenshot(screen('run-in-image'));
  const job = await runner.job(driver);
  const { AppSpecification } = await new LocalClients(await announcement(workbench)).describe(job);
  const id = await docker(['image', 'inspect', '--format', '{{.Id}}', `${host}/${repository}:v1`]);
  expect(AppSpecification?.ImageUri).toBe(`${host}/${repository}@${id}`);
});
