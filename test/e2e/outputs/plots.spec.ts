import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, screen } from '../fixtures.ts';
import { file, svg, test } from './panelFixtures.ts';

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

/** What R's devices write when `code` runs; by name. */
async function drawn(code: string): Promise<Record<string, Buffer>> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'plots-'));
  try {
    await promisify(execFile)('Rscript', ['-e', code], { cwd: folder });
    const files = await fs.readdir(folder);
    return Object.fromEntries(
      await Promise.all(files.map(async (name) => [name, await fs.readFile(path.join(folder, name))] as const)),
    );
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

test('base plots are plots: each by itself, the newest first, sharp at every zoom, kept over a reload', async ({
  page,
  write,
  open,
}) => {
  const files = await drawn(`
    for (n in 1:3) plot(0:1, 0:1, type = "n", axes = FALSE, ann = FALSE, xaxs = "i", yaxs = "i", panel.first = rect(0, 0, 1, n / 3, col = "darkcyan", border = NA))
    pdf("more.pdf"); plot(1); plot(2); dev.off(); pdf("one.pdf"); plot(1); dev.off()`);
  await write('notes.txt', 'text');
  await write('first.svg', svg('<rect width="400" height="300"/>'));
  for (const [name, body] of Object.entries(files).sort()) {
    await pause();
    await write(name, body);
  }
  await open();
  await expect(page.locator('.bar .name strong')).toHaveText('one.pdf');
  const titles = async () => {
    const items = await page.locator('.gallery .item').all();
    return Promise.all(items.map((item) => item.getAttribute('title')));
  };
  await expect
    .poll(titles)
    .toEqual([
      'first.svg',
      'Plot 1',
      'Plot 2',
      'Plot 3',
      'more.pdf, plot 1',
      'more.pdf, plot 2',
      'one.pdf',
      'notes.txt',
    ]);
  await expect(page.locator('.gallery .thumbnail canvas')).toHaveCount(6);
  await file(page, 'Plot 3').click();
  await expect(page.locator('.bar .name')).toHaveText(/^Plot 3Rplots\.pdf, /);
  await expect(page.locator('.paper')).toHaveCount(1);
  await page.keyboard.press('ArrowUp');
  await expect(file(page, 'Plot 2')).toBeFocused();
  await expect(page.locator('.bar .name strong')).toHaveText('Plot 2');
  await page.screenshot({ path: screen('base-plots') });

  // The edge of the bar, at the largest zoom: between its colour and the paper's lies no blurred stripe.
  await page.locator('.pictures').hover();
  await page.keyboard.down('Control');
  for (let turn = 0; turn < 10; turn++) await page.mouse.wheel(0, -600);
  await page.keyboard.up('Control');
  await expect(page.locator('.zoom')).toHaveText('2000 %');
  await page.evaluate(
    '(() => { const it = document.querySelector(".pictures"); it.scrollTop = it.scrollHeight / 3 - 200; it.scrollLeft = it.scrollWidth / 2; })()',
  );
  const pixelsPerDot =
    'document.querySelector(".paper canvas:last-child").width / document.querySelector(".paper canvas:last-child").getBoundingClientRect().width';
  await expect.poll(() => page.evaluate(pixelsPerDot)).toBeGreaterThan(0.99);

  expect(await page.evaluate('savedState.file')).toMatch(/Rplots\.pdf#page=2$/);
});

test('a plot that was looked at comes back after a reload', async ({ page, write, open }) => {
  const { 'Rplots.pdf': plots } = await drawn('plot(1); plot(2); plot(3)');
  await write('Rplots.pdf', plots ?? '');
  await open({ file: 's3://bucket/job-a/output/output-1/Rplots.pdf#page=2' });
  await expect(page.locator('.bar .name strong')).toHaveText('Plot 2');
  await expect(page.locator('.item[aria-selected=true]')).toHaveAttribute('title', 'Plot 2');
});

test('the newest plot is shown as plots come, whatever its format, until somebody picks one', async ({
  page,
  write,
  open,
}) => {
  let running = true;
  const shown = page.locator('.bar .name strong');
  await write('b.svg', svg(''));
  await write('result.csv', 'a\n1\n');
  await open({ status: () => (running ? 'InProgress' : 'Completed') });
  await expect(shown).toHaveText('b.svg');
  const { 'Rplots.pdf': plots } = await drawn('plot(1); plot(2)');
  await pause();
  await write('Rplots.pdf', plots ?? '');
  await expect(shown).toHaveText('Plot 2');
  await pause();
  await write('a.svg', svg(''));
  await expect(shown).toHaveText('a.svg');
  await file(page, 'b.svg').click();
  await pause();
  await write('c.svg', svg(''));
  running = false;
  await expect(page.locator('.status')).toHaveText('Completed');
  await expect(file(page, 'c.svg')).toBeVisible();
  await expect(shown).toHaveText('b.svg');
});
