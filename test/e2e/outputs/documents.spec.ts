import fs from 'node:fs/promises';
import path from 'node:path';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

const report = `---
title: "Cars"
output: html_document
params:
  rows: 5
---

\`\`\`{r}
x <- head(cars, params$rows)
plot(x)
\`\`\`

Rows: \`r nrow(x)\`.

\`\`\`{r}
if (nrow(x) > 9) stop("too many rows")
\`\`\`
`;

test('a document in R Markdown is rendered, with its parameters from the form, and fails at its line', async ({
  openWindow,
  workspace,
}) => {
  await fs.writeFile(path.join(workspace, 'report.Rmd'), report);
  const driver = await openWindow();
  const job = await runner.run(driver, 'report.Rmd');
  expect(await runner.ended(driver)).toBe('Completed');
  const outputs = await runner.outputs(driver);
  expect(await outputs.files()).toEqual(['report.html']);
  await driver.screenshot(screen('document'));

  await driver.contextMenu(driver.explorerItem('report.Rmd'), 'Run on SageMaker with Options…');
  await driver.pick('rows');
  await driver.type('10');
  await driver.page.keyboard.press('Enter');
  await driver.screenshot(screen('document-parameters'));
  await driver.pick('Run');
  await runner.job(driver, job);
  expect(await runner.ended(driver)).toBe('Failed');
  expect(await driver.terminalText()).toContain('too many rows');
  await driver.followLink(/report\.Rmd#16/, 'report.Rmd');
});

test('a notebook is executed and comes back with its outputs', async ({ openWindow, workspace }) => {
  const settings = { 'sagemakerRunner.pythonPath': '/usr/bin/python3' };
  await fs.writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
  const code = (source: string): object => ({
    cell_type: 'code',
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  });
  await fs.writeFile(
    path.join(workspace, 'cars.ipynb'),
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 4,
      metadata: {},
      cells: [code('x = 6 * 7'), code('print("x is", x)\nx')],
    }),
  );
  const driver = await openWindow();
  await driver.openFile('cars.ipynb');
  await driver.runCommand('SageMaker: Run on SageMaker');
  await runner.job(driver);
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.terminalText()).toMatch(/^x is 42$/m);
  expect(await (await runner.outputs(driver)).files()).toEqual(['cars.html', 'cars.ipynb']);
  await driver.screenshot(screen('notebook'));
});
