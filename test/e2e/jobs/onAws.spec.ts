import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startSageMaker } from '../../support/localSageMaker.ts';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test as base } from '../fixtures.ts';

/** A workbench with an account of AWS that knows jobs, as Local serves them, and images by name only. */
const test = base.extend<{ profile: Record<string, string> }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to know what a fixture needs.
  profile: async ({}, use) => {
    const sageMaker = await startSageMaker();
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-account-'));
    const { endpoint, accessKeyId, secretAccessKey } = sageMaker.announcement;
    await fs.writeFile(path.join(folder, 'config'), '[profile study]\nregion = us-east-1\n');
    await fs.writeFile(
      path.join(folder, 'credentials'),
      `[study]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    await use({
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      AWS_ENDPOINT_URL: endpoint,
    });
    await sageMaker.stop();
    await fs.rm(folder, { recursive: true });
  },
  keepsWindow: false,
  workbenchOptions: async ({ profile }, use) => {
    await use({ environment: profile });
  },
  workspace: async ({ workspace }, use) => {
    const settings = {
      'sagemakerRunner.connection': 'aws',
      'sagemakerRunner.aws.profile': 'study',
      'sagemakerRunner.aws.region': 'us-east-1',
      'sagemakerRunner.aws.roleArn': 'arn:aws:iam::000000000000:role/study',
      'sagemakerRunner.aws.images': { python: 'registry.example/study:1' },
      'sagemakerRunner.run.maxCodeSizeMB': 1,
    };
    await fs.writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
    await use(workspace);
  },
});

test('a large folder: what weighs most is left out, or goes all the same', async ({ openWindow, workspace }) => {
  await fs.mkdir(path.join(workspace, 'study/big [1]'), { recursive: true });
  await fs.writeFile(path.join(workspace, 'study/size.py'), 'print("size")\n');
  await fs.writeFile(path.join(workspace, 'study/big [1]/table.csv'), 'x'.repeat(2_000_000));
  const driver = await openWindow();
  await driver.explorerItem('study').click();
  await driver.openFile('size.py');
  await driver.runCommand('SageMaker: Run on SageMaker');
  await driver.page.locator('.monaco-dialog-box').waitFor();
  await driver.screenshot(screen('large-folder'));
  expect(await driver.answer(/Upload the folder .*study\?/, 'Leave big [1]/ Out')).toContain('big [1]/  2.0 MB');
  const first = await runner.job(driver);
  expect(await driver.terminalText()).toContain('Left out by .gitignore or .sagemakerignore: big [1]');
  expect(await fs.readFile(path.join(workspace, 'study/.sagemakerignore'), 'utf8')).toBe('/big \\[1\\]/\n');

  await fs.rm(path.join(workspace, 'study/.sagemakerignore'));
  await driver.runCommand('SageMaker: Run on SageMaker');
  await driver.answer(/Upload the folder .*study\?/, 'Run Anyway');
  await runner.job(driver, first);
  expect(await driver.terminalText()).not.toContain('Left out');
});
