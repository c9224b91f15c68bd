import fs from 'node:fs/promises';
import path from 'node:path';
import { runner } from '../../support/workbench/runner.ts';
import { expect, test } from '../fixtures.ts';

const script = `
import time
time.sleep(2)
open('plot.svg', 'w').write('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="64" height="48"/></svg>')
`;

test('whoever types goes on typing while the outputs of one run after the other open', async ({
  openWindow,
  workspace,
}) => {
  for (const name of ['first.py', 'second.py']) await fs.writeFile(path.join(workspace, name), script);
  await fs.writeFile(path.join(workspace, 'notes.txt'), '');
  const driver = await openWindow();
  const { keyboard } = driver.page;
  await driver.openFile('notes.txt');
  let typed = '';
  for (const name of ['first.py', 'first.py', 'second.py']) {
    const before = await driver.tabs();
    await runner.run(driver, name);
    await driver.page.locator('.editor-instance .view-lines').first().click();
    await keyboard.press('Control+End');
    for (let after = 0; after < 20; after += String(await driver.tabs()) === String(before) ? 0 : 1) {
      await keyboard.type('x');
      typed += 'x';
      await driver.page.waitForTimeout(100);
    }
    await keyboard.press('Control+s');
    await expect.poll(() => fs.readFile(path.join(workspace, 'notes.txt'), 'utf8')).toBe(typed);
  }
  // What the second run of a script opened took the place of what the first had opened.
  expect(await driver.tabs()).toEqual([
    'notes',
    expect.stringMatching(/^first · /),
    expect.stringMatching(/^second · /),
  ]);
});
