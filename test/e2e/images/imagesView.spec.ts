import fs from 'node:fs/promises';
import path from 'node:path';
import { repositoryLabel } from '../../../src/core/images/labels.ts';
import { noSecondEngine, startSecondEngine, type SecondEngine } from '../../support/docker/secondEngine.ts';
import type { Driver } from '../../support/workbench/driver.ts';
import { expect, screen, test as base } from '../fixtures.ts';

const host = '000000000000.dkr.ecr.us-east-1.amazonaws.com';

/** A workbench whose Docker is an engine of this test alone. */
const test = base.extend<{ disk: number | undefined; engine: SecondEngine }>({
  /** Bytes that the engine may keep. */
  disk: [undefined, { option: true }],
  engine: async ({ disk }, use, testInfo) => {
    const missing = await noSecondEngine();
    testInfo.skip(missing !== undefined, `needs ${missing ?? ''}`);
    const engine = await startSecondEngine(disk === undefined ? {} : { disk });
    await use(engine);
    await engine.remove();
  },
  keepsWindow: false,
  workbenchOptions: async ({ engine }, use) => {
    // By name: where it stops, another engine of this machine would answer.
    const settings = { 'sagemakerRunner.containerEngine': 'docker' };
    await use({ settings, environment: { DOCKER_HOST: engine.host } });
  },
});

const build = (engine: SecondEngine, repository: string, content: string, ...tags: string[]): Promise<string> =>
  engine.build(
    content,
    tags.map((tag) => `${host}/${repository}:${tag}`),
    { label: `${repositoryLabel}=${host}/${repository}`, size: 2_000_000 },
  );

/** The rows of the view without their ages. */
const rows = async (driver: Driver): Promise<string[]> =>
  (await driver.treeRows('Images')).map((row) => row.replace(/, (now|\d+ min ago)/, ''));

test('images of this machine: looked at, used, deleted and cleaned up', async ({ engine, openWindow, workspace }) => {
  const driver = await openWindow();
  await driver.showContainer('SageMaker');
  await test.step('without an image, it is said how to get one', async () => {
    await expect(driver.view('Images')).toContainText('No images yet on this connection.');
    await expect(driver.view('Images').getByRole('button', { name: 'Build and Push Image' })).toBeVisible();
    await driver.screenshot(screen('images-welcome'));
  });
  const replaced = await build(engine, 'study', 'replaced', 'latest');
  await build(engine, 'study', 'second', 'latest', 'v2');
  const newest = await build(engine, 'study', 'third', 'v3');
  const dialog = driver.page.locator('.monaco-dialog-box');

  await test.step('its repositories, their images with tags, size and digest, and the disk they take', async () => {
    await driver.viewAction('Images', 'Refresh Images');
    await driver.treeRow('Images', 'Repository study').click();
    const image = (name: string, others = '') =>
      expect.stringMatching(new RegExp(`^Image ${name} of study, 2.0 MB, ${others}[0-9a-f]{12}`));
    await expect
      .poll(() => rows(driver))
      .toEqual([
        'Repository study',
        image('v3'),
        image('latest', 'v2, '),
        `Image ${replaced.slice(7, 19)} of study, untagged, 2.0 MB`,
        expect.stringMatching(/^6.0 MB of disk/),
      ]);
    await driver.screenshot(screen('images'));
  });

  await test.step('a repository’s URI is copied as such, an image’s as its own', async () => {
    const entries = async (row: string): Promise<string[]> =>
      (await driver.contextMenuEntries(driver.treeRow('Images', row))).filter((entry) => entry.startsWith('Copy'));
    expect(await entries('Repository study')).toEqual(['Copy Repository URI']);
    expect(await entries('Image v3')).toEqual(['Copy Image URI']);
  });

  await test.step('one becomes the image of the workspace’s R scripts', async () => {
    await driver.contextMenu(driver.treeRow('Images', 'Image v3'), 'Use for This Workspace');
    await driver.pick('R');
    await expect(driver.treeRow('Images', 'Image v3')).toHaveAttribute('aria-label', /in use for R/);
    await expect(driver.treeRow('Images', 'Repository study')).toHaveAttribute('aria-label', /in use for R/);
    const settings = JSON.parse(await fs.readFile(path.join(workspace, '.vscode/settings.json'), 'utf8')) as unknown;
    expect(settings).toEqual({ 'sagemakerRunner.local.images': { r: `${host}/study:v3` } });
  });

  await test.step('one is deleted, after a question that says what goes', async () => {
    await driver.contextMenu(driver.treeRow('Images', 'untagged'), 'Delete…');
    await expect(dialog).toContainText(`Delete study@${replaced.slice(7, 19)} (2.0 MB)?`);
    await expect(dialog).toContainText('What is deleted goes from this machine.');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await engine.docker(['images', '-q', '--no-trunc'])).toContain(replaced);
    await expect(dialog).toBeHidden();
    // A menu that opens while the question closes may lose its click.
    await expect(async () => {
      if (!(await dialog.isVisible())) await driver.contextMenu(driver.treeRow('Images', 'untagged'), 'Delete…');
      await expect(dialog).toBeVisible({ timeout: 15_000 });
    }).toPass();
    await driver.screenshot(screen('images-delete'));
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(driver.treeRow('Images', 'untagged')).toBeHidden();
    expect(await engine.docker(['images', '-q', '--no-trunc'])).not.toContain(replaced);
  });

  await test.step('what nobody needs is cleaned up, and it is said how much that freed', async () => {
    const unused = await build(engine, 'study', 'fourth', 'v4');
    await build(engine, 'study', 'fifth', 'v5');
    await driver.viewAction('Images', 'Refresh Images');
    await expect(driver.treeRow('Images', 'Image v5')).toBeVisible();
    await driver.contextMenu(driver.treeRow('Images', 'of disk'), 'Clean Up Images…');
    await expect(dialog).toContainText('Remove 1 old image? That frees up to 2.0 MB.');
    await expect(dialog).toContainText('• study:v4 (2.0 MB)');
    await driver.screenshot(screen('images-clean-up'));
    await dialog.getByRole('button', { name: 'Clean Up' }).click();
    expect(await driver.notified(/removed/)).toMatch(/^1 image removed, 2.0 MB of disk freed\.$/);
    await expect(driver.treeRow('Images', 'Image v4')).toBeHidden();
    const left = await engine.docker(['images', '-q', '--no-trunc']);
    expect([left.includes(unused), left.includes(newest)]).toEqual([false, true]);
  });

  await test.step('the workspace’s image is deleted and forgotten, when that is wanted', async () => {
    await driver.contextMenu(driver.treeRow('Images', 'Image v3'), 'Delete…');
    await driver.screenshot(screen('images-delete-used'));
    expect(await driver.answer('This workspace’s R scripts run in what is deleted', 'Delete and Forget')).toMatch(
      /Delete study:v3 \(2.0 MB\)\?\s*What is deleted/u,
    );
    await expect(driver.treeRow('Images', 'Image v3')).toBeHidden();
    const settings = await fs.readFile(path.join(workspace, '.vscode/settings.json'), 'utf8');
    expect(JSON.parse(settings)).not.toHaveProperty(['sagemakerRunner.local.images', 'r']);
  });

  await test.step('a repository whose image is gone says so, and is not in use', async () => {
    const settings = { 'sagemakerRunner.local.images': { r: `${host}/study:v3` } };
    await fs.writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
    const repository = driver.treeRow('Images', 'Repository study');
    await expect(repository).toHaveAttribute('aria-label', /study, image for R is gone$/);
    await driver.screenshot(screen('images-gone'));
  });

  await test.step('when the engine has stopped, the view says so', async () => {
    await engine.stop();
    await driver.viewAction('Images', 'Refresh Images');
    await expect(driver.treeRow('Images', 'The container engine does not run')).toBeVisible();
    await driver.screenshot(screen('images-no-engine'));
  });
});

test.describe('on a small disk', () => {
  const megabyte = 1_000_000;
  test.use({
    // The older builder keeps a file three times while it copies it.
    disk: 130 * megabyte,
    workbenchOptions: async ({ engine }, use) => {
      await use({ environment: { DOCKER_HOST: engine.host, DOCKER_BUILDKIT: '0' } });
    },
  });

  test('a build that fills it offers the clean-up, and then fits', async ({ engine, openWindow, workspace }) => {
    const [old, newest] = [`${host}/study:v1`, `${host}/study:v2`];
    await engine.build('old', [old], { label: `${repositoryLabel}=${host}/study`, size: 40 * megabyte });
    await engine.build('newest', [newest], { label: `${repositoryLabel}=${host}/study` });
    await fs.writeFile(path.join(workspace, 'Dockerfile'), 'FROM scratch\nCOPY large /\n');
    await fs.writeFile(path.join(workspace, '.dockerignore'), '*\n!large\n');
    await fs.writeFile(path.join(workspace, 'large'), Buffer.alloc(35 * megabyte));
    const driver = await openWindow();
    await driver.contextMenu(driver.explorerItem('Dockerfile'), 'Build and Push Image');
    await driver.terminalShows('keeps its images on is full');
    await driver.notified('keeps its images on is full', 'Clean Up Images…');
    await driver.answer('Remove 1 old image? That frees up to 40 MB.', 'Clean Up');
    await driver.notified(/^1 image removed, 40 MB of disk freed/);
    await driver.contextMenu(driver.explorerItem('Dockerfile'), 'Build and Push Image');
    await driver.terminalShows(/^Image: /m);
  });
});
