import fs from 'node:fs/promises';
import path from 'node:path';
import { ensureRegistry } from '../../support/docker/registry.ts';
import { noSecondEngine, startSecondEngine, type SecondEngine } from '../../support/docker/secondEngine.ts';
import { startEcrAccount, type EcrAccount } from '../../support/ecrRegistry.ts';
import { expect, screen, test as base } from '../fixtures.ts';

interface AwsFixtures {
  readonly account: EcrAccount;
  readonly engine: SecondEngine;
}

/** A workbench with an AWS account whose ECR is a real registry. */
const test = base.extend<AwsFixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to know what a fixture needs.
  account: async ({}, use, testInfo) => {
    const missing = (await noSecondEngine()) ?? (await ensureRegistry(console.log));
    testInfo.skip(missing !== undefined, `needs ${missing ?? ''}`);
    const account = await startEcrAccount();
    await use(account);
    await account.stop();
  },
  /** It has the password of the account's registry. */
  engine: async ({ account }, use) => {
    const engine = await startSecondEngine();
    await engine.login(account.registry);
    await use(engine);
    await engine.remove();
  },
  keepsWindow: false,
  workbenchOptions: async ({ account, engine }, use) => {
    await use({
      environment: { ...account.environment, DOCKER_HOST: engine.host },
    });
  },
  workspace: async ({ workspace, account }, use) => {
    const { profile, region, roleArn } = account.connection;
    const settings = {
      'sagemakerRunner.connection': 'aws',
      'sagemakerRunner.aws.profile': profile,
      'sagemakerRunner.aws.region': region,
      'sagemakerRunner.aws.roleArn': roleArn,
    };
    await fs.writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
    await use(workspace);
  },
});

test('images of Amazon ECR: created, pushed to, used and deleted, and what the user may not do', async ({
  account,
  engine,
  openWindow,
  workspace,
}) => {
  const { registry } = account;
  const driver = await openWindow();
  await driver.showContainer('SageMaker');
  const dialog = driver.page.locator('.monaco-dialog-box');
  await expect(driver.view('Images')).toContainText('No images yet on this connection.');

  await test.step('a repository is created', async () => {
    await driver.runCommand('SageMaker: Create Repository…');
    await driver.type('study/r');
    await expect(driver.treeRow('Images', 'Repository study/r')).toBeVisible();
  });

  await test.step('what is pushed to it appears, and becomes the image of R scripts', async () => {
    const name = `${registry.host}/study/r:v1`;
    await engine.build('first', [name], { size: 50_000 });
    await engine.docker(['push', name]);
    await driver.viewAction('Images', 'Refresh Images');
    await driver.treeRow('Images', 'Repository study/r').click();
    await driver.contextMenu(driver.treeRow('Images', 'Image v1 of study/r'), 'Use for This Workspace');
    await driver.pick('R');
    await expect(driver.treeRow('Images', 'Image v1')).toHaveAttribute('aria-label', /in use for R/);
    const settings = await fs.readFile(path.join(workspace, '.vscode/settings.json'), 'utf8');
    expect(JSON.parse(settings)).toMatchObject({ 'sagemakerRunner.aws.images': { r: name } });
    expect(await driver.contextMenuEntries(driver.treeRow('Images', 'Image v1'))).toContain(
      'Open Image in AWS Console',
    );
    await driver.page.keyboard.press('Escape');
    await driver.screenshot(screen('images-aws'));
  });

  await test.step('a user who may not delete is told what is missing; one who may deletes it for everybody', async () => {
    account.faults.denied = ['DeleteRepository'];
    await driver.contextMenu(driver.treeRow('Images', 'Repository study/r'), 'Delete…');
    await expect(dialog).toContainText('Delete the repository study/r with its one image?');
    await expect(dialog).toContainText('for everybody who uses the account');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    expect(await driver.notified(/may not do/)).toContain('The AWS profile study may not do ecr:DeleteRepository');
    account.faults.denied = [];
    await driver.contextMenu(driver.treeRow('Images', 'Repository study/r'), 'Delete…');
    await driver.answer('This workspace’s R scripts run in what is deleted', 'Delete');
    await expect(driver.view('Images')).toContainText('No images yet on this connection.');
  });

  await test.step('a run in what was deleted asks what to do, before anything is uploaded', async () => {
    await fs.writeFile(path.join(workspace, 'fit.R'), 'cat("fitted\\n")\n');
    await driver.showContainer('Explorer');
    await driver.contextMenu(driver.explorerItem('fit.R'), 'Run on SageMaker');
    await expect(dialog).toContainText('The image study/r:v1 is not in Amazon ECR any more.');
    const buttons = await dialog.locator('.monaco-button').allInnerTexts();
    expect(buttons.sort()).toEqual(['Build and Push', 'Cancel', 'Select Image…']);
    await driver.screenshot(screen('image-missing-aws'));
    await driver.answer('nothing was run yet', 'Select Image…');
    await driver.pick('Build One from a Dockerfile…');
    await driver.terminalShows('Cancelled: nothing was run.');
    await driver.notified('This workspace has no Dockerfile');
  });
});
