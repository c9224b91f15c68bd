import fs from 'node:fs/promises';
import path from 'node:path';
import { buildSettings, removeImagesOf } from '../../support/docker/builds.ts';
import { docker } from '../../support/docker/docker.ts';
import { dockerNeeds } from '../../support/docker/needs.ts';
import { run } from '../../support/processes.ts';
import { emptied } from '../../support/workbench/sharedWindow.ts';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test as base } from '../fixtures.ts';

/** A small package of CRAN that Debian has no binary of. */
const rare = 'wesanderson';

const script = `library(${rare})

set.seed(1)
steps <- apply(matrix(rnorm(4000), ncol = 5), 2, cumsum)
cat("Colours:", wes_palette("Zissou1"), "\\n")
png("walks.png", width = 800, height = 500)
matplot(steps, type = "l", lty = 1, lwd = 2, col = wes_palette("Zissou1"), main = "Five random walks")
invisible(dev.off())
`;

const test = base.extend({
  workspace: async ({ workspace }, use) => {
    await emptied(workspace);
    await fs.writeFile(path.join(workspace, 'random-walks.R'), script);
    // How this machine reaches the registries: in the workspace, as settings of a machine are not read from a user's.
    await fs.writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(await buildSettings()));
    await use(workspace);
    await removeImagesOf(path.basename(workspace).toLowerCase());
  },
});

let missing: string | undefined;
test.beforeAll(async () => {
  missing = await dockerNeeds(console.log);
});

test('a script whose package this machine lacks: Dockerfile, image, run and plot, by clicking', async ({
  openWindow,
  workspace,
}) => {
  test.skip(missing !== undefined, `needs ${missing ?? ''}`);
  test.setTimeout(900_000);
  const { code } = await run('Rscript', ['-e', `library(${rare})`]);
  expect(code, `this machine's R has ${rare}, so the test would prove nothing`).not.toBe(0);
  const driver = await openWindow();

  await driver.contextMenu(driver.explorerItem('random-walks.R'), 'Create Dockerfile for This Script');
  await driver.notified('Dockerfile created', 'Build and Push Image');
  const said = await driver.terminalShows(/^Image: \S+|terminated with exit code/m, 480_000);
  const image = /^Image: (\S+)/m.exec(said)?.[1] ?? said;
  expect(image).toContain(`/${path.basename(workspace).toLowerCase()}:`);
  expect(await docker(['image', 'inspect', '--format', '{{.Id}}', image])).toContain('sha256:');
  await driver.screenshot(screen('image-built'));

  await driver.notified('is ready. R scripts of this workspace run in it from now on.', 'Run random-walks.R');
  const job = await runner.job(driver);
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.terminalText()).toMatch(/^Colours: #3B9AB2/m);
  const panel = await runner.outputs(driver);
  await panel.select('walks.png');
  expect(await panel.picture()).toBe(800);
  await driver.screenshot(screen('image-run'));
  expect(await runner.jobShows(driver, job, 'completed')).toContain(job);

  await driver.showContainer('Explorer');
  await driver.openFile('random-walks.R');
  await driver.runCommand('SageMaker: Select Image for Runs…');
  await expect
    .poll(() => driver.pickRows())
    .toEqual(
      expect.arrayContaining([
        expect.stringContaining(image.split('/').at(-1) ?? image),
        expect.stringContaining('No image'),
      ]),
    );
  await driver.screenshot(screen('image-chosen'));
  await driver.pick('No image');
  await driver.contextMenu(driver.explorerItem('random-walks.R'), 'Run on SageMaker');
  await driver.notified(`this machine’s R has no package ${rare}.`, 'Add to the Image');
  await driver.page.locator('.tabs-container .tab.active').filter({ hasText: 'Dockerfile' }).waitFor();

  await driver.showContainer('SageMaker');
  await driver.contextMenu(driver.treeRow('Jobs', job), 'Rerun');
  // The job's own image, though the workspace has none any more.
  await driver.terminalShows('@sha256:');
  expect(await runner.ended(driver)).toBe('Completed');
});
