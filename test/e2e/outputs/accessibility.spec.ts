import { accessibilityViolations } from '../../support/axe.ts';
import { expect } from '../fixtures.ts';
import { cell, file, test } from './panelFixtures.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300"/></svg>';

test('axe-core finds nothing wrong with a panel, whatever it shows', async ({ page, write, open }) => {
  await write('a-plot.svg', svg);
  await write('b-table.csv', 'name,value\nann,1.25\nbob,NA\n');
  await write('c-page.html', '<!doctype html><html lang="en"><title>x</title><h1>Report</h1>');
  await write('d-notes.md', '# Notes\n\nText, and a [link](https://example.com).\n');
  await write('e-tree.json', '{"a": [1, 2], "b": {"c": null}}');
  await write('f-log.txt', 'one line\n'.repeat(200));
  await write('g-model.bin', Uint8Array.from([0, 1, 2, 0, 1]));
  await write('a-plot.svg', svg, 'job-b');
  await open({ jobs: ['job-a'] });
  // Colours are the theme's: they are looked at in the editor.
  const violations = () => accessibilityViolations(page.locator('html'), ['color-contrast']);
  const shown: Readonly<Record<string, string>> = {
    'a-plot.svg': '.content img',
    'b-table.csv': '.grid-row',
    'c-page.html': 'iframe',
    'd-notes.md': '.markdown h1',
    'e-tree.json': '[role=treeitem]',
    'f-log.txt': 'pre',
    'g-model.bin': '.message.file',
  };
  for (const [name, content] of Object.entries(shown)) {
    await file(page, name).click();
    await expect(page.locator(content).first(), name).toBeVisible({ timeout: 5000 });
    expect(await violations(), name).toEqual([]);
  }
  await file(page, 'b-table.csv').click();
  await page.getByRole('button', { name: 'How the file is read' }).click();
  await cell(page, 0, 0).click();
  await cell(page, 1, 1).click({ modifiers: ['Shift'] });
  expect(await violations(), 'a selection').toEqual([]);
  await page.locator('.filter-bar vscode-text-field').getByRole('textbox').fill('nothing like it');
  await expect(page.locator('.no-rows')).toBeVisible();
  expect(await violations(), 'no rows').toEqual([]);
});

test('axe-core finds nothing wrong with two jobs side by side', async ({ page, write, open }) => {
  for (const job of ['job-a', 'job-b']) await write('table.csv', 'a,b\n1,2\n', job);
  await open({ jobs: ['job-a', 'job-b'] });
  await expect(page.locator('.grid-row')).toHaveCount(2);
  expect(await accessibilityViolations(page.locator('html'), ['color-contrast'])).toEqual([]);
});
