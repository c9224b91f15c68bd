import path from 'node:path';
import { Driver } from '../../support/workbench/driver.ts';
import { runner } from '../../support/workbench/runner.ts';
import { startWorkbench } from '../../support/workbench/workbench.ts';
import { expect, root, test } from '../fixtures.ts';

test('the VSIX, installed as a user installs it, runs a prototype unchanged: what it writes to its folder comes back', async ({
  page,
  workspace,
}) => {
  const workbench = await startWorkbench({ install: path.join(root, 'dist/sagemaker-runner.vsix') });
  try {
    const driver = await Driver.open(page, workbench.url(workspace));
    await runner.run(driver, 'prototype.R');
    expect(await runner.ended(driver)).toBe('Completed');
    const files = await (await runner.outputs(driver)).files();
    expect(files).toEqual(expect.arrayContaining(['Rplots.pdf', 'by-hour.png', 'coefficients.csv']));
  } finally {
    await workbench.stop();
  }
});
