import fs from 'node:fs/promises';
import path from 'node:path';
import { jobsImage } from '../../support/docker/baseImage.ts';
import { removeImagesOf } from '../../support/docker/builds.ts';
import { docker } from '../../support/docker/docker.ts';
import { dockerNeeds } from '../../support/docker/needs.ts';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

test.beforeAll(async () => {
  const missing = await dockerNeeds(console.log);
  test.skip(missing !== undefined, `needs ${missing ?? ''}`);
});

test.afterEach(({ workspace }) => removeImagesOf(path.basename(workspace).toLowerCase()));

test('a run whose image was deleted does not silently do without: it is built again, or the user says so', async ({
  openWindow,
  workspace,
}) => {
  const settings = path.join(workspace, '.vscode/settings.json');
  await fs.writeFile(settings, JSON.stringify({ 'sagemakerRunner.image.buildOptions': ['--network=none'] }));
  await fs.writeFile(
    path.join(workspace, 'Dockerfile'),
    `FROM ${jobsImage}\nRUN echo yes > /made && Rscript --version\n`,
  );
  await fs.writeFile(path.join(workspace, 'where.R'), 'cat("in the image:", file.exists("/made"), "\\n")\n');
  const driver = await openWindow();
  const dialog = driver.page.locator('.monaco-dialog-box');
  const uri = async (): Promise<string> => /"r": "([^"]+)"/u.exec(await fs.readFile(settings, 'utf8'))?.[1] ?? '';
  const remove = async (): Promise<unknown> => docker(['image', 'rm', '--force', await uri()]);
  await driver.contextMenu(driver.explorerItem('Dockerfile'), 'Build and Push Image');
  await driver.terminalShows('scripts of this workspace run in it from now on');

  await test.step('it is left, and nothing runs', async () => {
    await remove();
    await driver.contextMenu(driver.explorerItem('where.R'), 'Run on SageMaker');
    await expect(dialog).toContainText('is not on this machine any more');
    await expect(dialog).toContainText('It was built from Dockerfile.');
    await driver.screenshot(screen('image-missing'));
    await driver.answer('is not on this machine any more', 'Cancel');
    await driver.terminalShows('Cancelled: nothing was run.');
  });

  await test.step('it is built again, and the run goes on in it', async () => {
    await driver.contextMenu(driver.explorerItem('where.R'), 'Run on SageMaker');
    await driver.answer('is not on this machine any more', 'Build Again');
    await driver.terminalShows('in the image: TRUE');
    expect(await runner.ended(driver)).toBe('Completed');
  });

  await test.step('it is done without, and the workspace has no image from then on', async () => {
    await remove();
    await driver.contextMenu(driver.explorerItem('where.R'), 'Run on SageMaker');
    await driver.answer('this machine’s R runs them, until you select or build another', 'Run Without an Image');
    await driver.terminalShows('in the image: FALSE');
    expect(await uri()).toBe('');
  });
});
