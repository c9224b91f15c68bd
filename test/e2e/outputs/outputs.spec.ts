import fs from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { drawMark, markIn, markSize } from '../../support/mark.ts';
import { runner, type OutputsPanel } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

const script = `
import json, random
ran = 'parent.ran=1;top.ran=1;window.ran=1'
open('plot.svg', 'w').write('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">'
    f'<script>{ran}</script><rect width="640" height="480" fill="steelblue" onload="{ran}"/></svg>')
import os
os.mkdir('report_files')
open('report_files/look.css', 'w').write('h1 {color: teal}')
open('report_files/points.svg', 'w').write('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>')
open('report.html', 'w').write('<!doctype html><link rel="stylesheet" href="report_files/look.css"><h1>Report</h1>'
    '<img src="report_files/points.svg">'
    f'<script>{ran};document.querySelector("h1").textContent="ran"</script>')
json.dump({'mean': 1.5, 'runs': [{'run': n} for n in range(300)]}, open('metrics.json', 'w'))
with open('rows.csv', 'w') as rows:
    rows.write('id,value,note\\n')
    for n in range(1_000_000):
        rows.write(f'{n},{random.gauss(0, 1):.3f},"row {n}, quoted"\\n')
`;

/** R's own devices: each picture with a square in its middle, wider or higher than a pane. */
const pictures = `
png("wide.png", 1200, 700); ${drawMark(1200, 700)}; dev.off()
png("high.png", 500, 1600); ${drawMark(500, 1600)}; dev.off()
svg("wide.svg", 1200 / 96, 700 / 96); ${drawMark(1200, 700)}; dev.off()
pdf("wide.pdf", 1200 / 96, 700 / 96); ${drawMark(1200, 700)}; dev.off()
cat("![the plot](wide.png)\n", file = "plain.md")
cat('<img src="wide.png" width="1200" height="700">\n', file = "sized.md")
cat('<img src="high.png" width="500" height="1600">\n', file = "sized-high.md")
source <- URLencode(paste(readLines("wide.svg"), collapse = ""), reserved = TRUE)
page <- '<!doctype html><style>img { max-width: 100%%; height: auto }</style><img width="1200" height="700" src="data:image/svg+xml,%s">'
cat(sprintf(page, source), file = "report.html")
`;

test('outputs in the editor: a plot, a million rows, JSON, HTML without its script, after a reload as before', async ({
  driver,
  workspace,
}) => {
  await fs.writeFile(path.join(workspace, 'visitors.py'), script);
  await runner.run(driver, 'visitors.py');
  expect(await runner.ended(driver)).toBe('Completed');
  const panel = await runner.outputs(driver);
  expect(await panel.files()).toEqual([
    ...['plot.svg', 'rows.csv', 'report.html', 'metrics.json'],
    // What the report shows is a part of it.
    ...['report_files/points.svg', 'report_files/look.css'],
  ]);
  expect(await panel.picture()).toBe(640);

  await panel.select('rows.csv');
  await panel.frame.locator('.grid').press('Control+End');
  const last = panel.frame.locator('.grid-row[aria-rowindex="1000001"]');
  await expect(last).toContainText('row 999999, quoted');
  await panel.frame.locator('#head-0').click();
  await panel.frame.locator('#head-0').click();
  await expect(panel.frame.locator('.table-status')).toContainText('Sorted');
  await expect(panel.frame.locator('.grid-row').first()).toContainText('row 999999, quoted');
  await driver.screenshot(screen('outputs-table'));

  await panel.select('metrics.json');
  await expect(panel.frame.locator('.json')).toContainText('mean: 1.5');
  await panel.select('report.html');
  const report = panel.frame.frameLocator('iframe');
  await expect(report.locator('h1')).toHaveText('Report');
  await expect(report.locator('h1')).toHaveCSS('color', 'rgb(0, 128, 128)');
  await expect(report.locator('img')).toHaveJSProperty('naturalWidth', 30);
  const ran = await Promise.all(
    driver.page.frames().map((frame) => frame.evaluate('"ran" in globalThis').catch(() => false)),
  );
  expect(ran).not.toContain(true);
  // The editor in a browser writes its state down every few seconds.
  await driver.page.waitForTimeout(7000);
  await driver.reload();
  const again = await runner.outputs(driver);
  await expect(again.frame.locator('.item[aria-selected=true]')).toHaveAttribute('title', 'report.html');

  // A browser runs the document's scripts, and finds what lies beside it.
  const opening = driver.page.context().waitForEvent('page');
  await again.frame.locator('.bar vscode-button[aria-label="Open in Browser"]').click();
  const browser = await opening;
  await expect(browser.locator('h1')).toHaveText('ran');
  await expect(browser.locator('h1')).toHaveCSS('color', 'rgb(0, 128, 128)');
  await expect(browser.locator('img')).toHaveJSProperty('naturalWidth', 30);
  await browser.close();
});

test('a picture keeps its shape: in every viewer, at every zoom, in a narrow pane, on a screen of high density', async ({
  openWindow,
  workspace,
}) => {
  // It measures every viewer at every zoom, on two screens.
  test.setTimeout(900_000);
  await fs.writeFile(path.join(workspace, 'pictures.R'), pictures);
  const driver = await openWindow();
  await runner.run(driver, 'pictures.R');
  expect(await runner.ended(driver)).toBe('Completed');
  const panel = await runner.outputs(driver);
  // The terminal leaves its place to the pictures.
  await driver.page.keyboard.press('Control+j');
  await expect(driver.page.locator('.terminal-wrapper.active')).toBeHidden();
  const screens = await driver.page.context().newCDPSession(driver.page);
  for (const [width, deviceScaleFactor] of [
    [1400, 1],
    [900, 1],
    [900, 2],
  ] as const) {
    await test.step(`window of ${width} pixels, ${deviceScaleFactor} of the screen's to one of these`, async () => {
      await driver.page.setViewportSize({ width, height: 900 });
      const metrics = { width, height: 900, deviceScaleFactor, mobile: false };
      await screens.send('Emulation.setDeviceMetricsOverride', metrics);
      await expect.poll(() => panel.frame.evaluate('devicePixelRatio')).toBe(deviceScaleFactor);
      for (const file of ['wide.png', 'high.png', 'wide.svg', 'wide.pdf']) await zooms(panel, file);
      for (const file of ['plain.md', 'sized.md', 'sized-high.md', 'report.html']) await isSquare(panel, file);
      for (const file of ['wide.png', 'high.png', 'wide.svg'])
        await expectSquare(panel.frame.locator(`.gallery .item[title="${file}"] .thumbnail`), file);
      await driver.screenshot(screen(`pictures-${width}-${deviceScaleFactor}`));
    });
  }
  await screens.send('Emulation.clearDeviceMetricsOverride');
  await screens.detach();
});

/** Opens a file and measures the square in it at every kind of zoom: it is as large as the zoom says, on both sides. */
async function zooms(panel: OutputsPanel, file: string): Promise<void> {
  await panel.select(file);
  const scroller = panel.frame.locator(`.pictures[aria-label="${file}"]`);
  for (const key of ['0', '+', '1', '+']) {
    await scroller.press(key);
    const zoom = await panel.frame.locator('.zoom').innerText();
    const percent = Number.parseInt(zoom, 10);
    if (key === '1') expect(zoom).toBe('100 %');
    await expectSquare(scroller, `${file} at ${zoom}`, (markSize * percent) / 100);
  }
}

async function isSquare(panel: OutputsPanel, file: string): Promise<void> {
  await panel.select(file);
  const inFrame = file.endsWith('.html');
  const image = inFrame ? panel.frame.frameLocator('iframe').locator('img') : panel.frame.locator('.markdown img');
  // Again each time: the file that was shown before may still be there.
  await expectSquare(panel.frame.locator(inFrame ? '.html' : '.markdown'), file, undefined, async () => {
    await image.evaluate(
      (element: { scrollIntoView(options: object): void }) => {
        element.scrollIntoView({ block: 'center' });
      },
      undefined,
      { timeout: 5000 },
    );
  });
}

/** Half a percent of the zoom is rounded off in what it says; a pixel at each edge can fall either way. */
async function expectSquare(place: Locator, what: string, side?: number, before?: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await before?.();
    const { width, height } = (await markIn(place)) ?? { width: 0, height: 0 };
    expect(width, `${what}: width of the square`).toBeGreaterThan(4);
    expect(Math.abs(width - height), `${what}: ${width} x ${height}`).toBeLessThanOrEqual(2);
    if (side !== undefined) expect(Math.abs(width - side), `${what}: ${width} for ${side}`).toBeLessThanOrEqual(3);
  }).toPass({ timeout: 90_000 });
}
