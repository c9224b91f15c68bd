import fs from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LocalClients } from '../../support/localSageMaker.ts';
import { expect, screen, test } from '../fixtures.ts';
import { announcement } from '../local.ts';

test('Local cannot start: the Jobs view says why, tries again when asked, and lists many jobs page by page', async ({
  openWindow,
  workbench,
  workspace,
}) => {
  const settings = { 'sagemakerRunner.jobs.pageSize': 10 };
  await fs.writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
  const root = path.join(workbench.state, 'sagemaker-runner');
  await fs.mkdir(root, { recursive: true });
  const state = path.join(root, 'state.db');
  const newer = new DatabaseSync(state);
  newer.exec('PRAGMA user_version = 999');
  newer.close();
  const driver = await openWindow();
  await driver.showContainer('SageMaker');
  const failure = driver.treeRow('Jobs', 'Could not load. Choose to try again.');
  await expect(failure).toHaveAttribute('aria-label', /written by a newer version of SageMaker Runner/);
  await driver.screenshot(screen('not-loaded'));
  await failure.click();
  await expect(failure).toBeVisible();
  await fs.rm(state);
  await failure.click();
  await expect(driver.view('Jobs')).toContainText('Nothing has run yet');

  const local = new LocalClients(await announcement(workbench));
  const names = Array.from({ length: 12 }, (_, index) => `job-${index + 1}`);
  for (const name of names) {
    await local.create(name, ['true']);
    await local.ended(name);
  }
  await driver.viewAction('Jobs', 'Refresh Jobs');
  const listed = async (): Promise<(string | undefined)[]> =>
    (await driver.treeRows('Jobs')).map((row) => row.split(',', 1)[0]);
  const newest = names.toReversed();
  await expect.poll(listed).toEqual([...newest.slice(0, 10), expect.stringContaining('Load more…')]);
  await driver.treeRow('Jobs', 'Load more…').click();
  await expect.poll(listed).toEqual(newest);
  await local.create('job-13', ['true']);
  await driver.viewAction('Jobs', 'Refresh Jobs');
  await expect.poll(listed).toEqual(['job-13', ...newest.slice(0, 9), expect.stringContaining('Load more…')]);
});
