import fs from 'node:fs/promises';
import path from 'node:path';
import { runner } from '../support/workbench/runner.ts';
import { expect, screen, test } from './fixtures.ts';

const script = `
import json, random
ran = 'parent.ran=1;top.ran=1;window.ran=1'
open('plot.svg', 'w').write('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">'
    f'<script>{ran}</script><rect width="640" height="480" fill="steelblue" onload="{ran}"/></svg>')
open('report.html', 'w').write('<!doctype html><style>h1 {color: teal}</style><h1>Report</h1>'
    f'<script>{ran};document.querySelector("h1").textContent="ran"</script>')
json.dump({'mean': 1.5, 'runs': [{'run': n} for n in range(300)]}, open('metrics.json', 'w'))
with open('rows.csv', 'w') as rows:
    rows.write('id,value,note\\n')
    for n in range(1_000_000):
        rows.write(f'{n},{random.gauss(0, 1):.3f},"row {n}, quoted"\\n')
`;

test('outputs in the editor: a plot, a million rows, JSON, HTML without its script, after a reload as before', async ({
  driver,
  workspace,
}) => {
  await fs.writeFile(path.join(workspace, 'visitors.py'), script);
  await runner.run(driver, 'visitors.py');
  expect(await runner.ended(driver)).toBe('Completed');
  const panel = await runner.outputs(driver);
  expect(await panel.files()).toEqual(['plot.svg', 'rows.csv', 'report.html', 'metrics.json']);
  expect(await panel.picture()).toBe(640);

  await panel.select('rows.csv');
  await panel.frame.locator('.grid').press('Control+End');
  const last = panel.frame.locator('.grid-row[aria-rowindex="1000001"]');
  await expect(last).toContainText('row 999999, quoted');
  await panel.frame.locator('#head-0').click();
  await panel.frame.locator('#head-0').click();
  await expect(panel.frame.locator('.table-status')).toContainText('Sorted', { timeout: 30_000 });
  await expect(panel.frame.locator('.grid-row').first()).toContainText('row 999999, quoted');
  await driver.screenshot(screen('outputs-table'));

  await panel.select('metrics.json');
  await expect(panel.frame.locator('.json')).toContainText('mean: 1.5');
  await panel.select('report.html');
  await expect(panel.frame.frameLocator('iframe').locator('h1')).toHaveText('Report');
  const ran = await Promise.all(
    driver.page.frames().map((frame) => frame.evaluate('"ran" in globalThis').catch(() => false)),
  );
  expect(ran).not.toContain(true);

  // The editor in a browser writes its state down every few seconds.
  await driver.page.waitForTimeout(7000);
  await driver.reload();
  const again = await runner.outputs(driver);
  await expect(again.frame.locator('.item[aria-selected=true]')).toHaveAttribute('title', 'report.html');
});
