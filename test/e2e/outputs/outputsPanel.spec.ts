import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { FileObjectStore } from '../../support/fileObjectStore.ts';
import { openOutputsPage, type OutputsPage, type OutputsPageOptions } from '../../support/outputsPage.ts';
import { expect, screen, test as base } from '../fixtures.ts';

interface Fixtures {
  readonly objects: FileObjectStore;
  /** Writes an output of the job. */
  readonly write: (file: string, body: string | Uint8Array, job?: string) => Promise<void>;
  readonly open: (options?: Partial<OutputsPageOptions>) => Promise<OutputsPage>;
}

const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to know what a fixture needs.
  objects: async ({}, use) => {
    const root = await fs.mkdtemp(path.join(os.tmpdir(), 'outputs-panel-'));
    await use(new FileObjectStore(root));
    await fs.rm(root, { recursive: true });
  },
  write: async ({ objects }, use) => {
    await use((file, body, job = 'job-a') => objects.put(`s3://bucket/${job}/output/output-1/${file}`, body));
  },
  open: async ({ page, objects }, use) => {
    let opened: OutputsPage | undefined;
    await use(async (options = {}) => {
      const defaults = { page, objects, bucket: 'bucket', jobs: ['job-a'], outputs: ['output-1'] };
      return (opened = await openOutputsPage({ ...defaults, ...options }));
    });
    await opened?.close();
  },
});

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" viewBox="0 0 400 300">${inside}</svg>`;
const file = (page: Page, name: string): Locator => page.locator(`.gallery .item[title=${JSON.stringify(name)}]`);
const cell = (page: Page, row: number, column: number): Locator =>
  page.locator(`.grid-row[aria-rowindex="${row + 2}"] [aria-colindex="${column + 1}"]`);
const status = (page: Page): Locator => page.locator('.table-status');

test('plots come first, fit in, and zoom by keyboard and wheel', async ({ page, write, open }) => {
  await write('a-table.csv', 'a,b\n1,2\n');
  await write('plot10.svg', svg('<circle cx="50" cy="50" r="40"/>'));
  await write('plot9.svg', svg('<rect width="400" height="300"/>'));
  const { refused } = await open();
  await expect(page.locator('.gallery .item')).toHaveCount(3);
  const titles = (await page.locator('.gallery .item').all()).map((item) => item.getAttribute('title'));
  expect(await Promise.all(titles)).toEqual(['plot9.svg', 'plot10.svg', 'a-table.csv']);
  const image = page.locator('.content img');
  await expect(image).toHaveAttribute('alt', 'plot9.svg');
  await expect(page.locator('.zoom')).toHaveText('100 %');
  await page.locator('.pictures').press('+');
  await expect(page.locator('.zoom')).toHaveText('125 %');
  expect((await image.boundingBox())?.width).toBe(500);
  await page.locator('.pictures').hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -600);
  await page.keyboard.up('Control');
  await expect(page.locator('.zoom')).toHaveText('924 %');
  await page.locator('.pictures').press('1');
  await expect(page.locator('.zoom')).toHaveText('100 %');
  await page.setViewportSize({ width: 420, height: 400 });
  await page.locator('.pictures').press('0');
  await expect(page.locator('.zoom')).not.toHaveText('100 %');
  // Larger than its pane, and in the shape that it has, whatever VS Code's own sheet says of pictures.
  await page.locator('.pictures').press('1');
  await expect(page.locator('.zoom')).toHaveText('100 %');
  expect(await image.boundingBox()).toMatchObject({ width: 400, height: 300 });

  await file(page, 'plot9.svg').focus();
  await page.keyboard.press('ArrowDown');
  await expect(image).toHaveAttribute('alt', 'plot10.svg');
  await expect(file(page, 'plot10.svg')).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.locator('.grid')).toBeVisible();
  expect(refused).toEqual([]);
});

test('a plot can be copied to the clipboard and saved', async ({ page, context, write, open }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await write('plot.svg', svg('<rect width="400" height="300" fill="red"/>'));
  const { actions } = await open();
  const name = page.locator('.bar .name');
  const copy = page.locator('vscode-button[aria-label="Copy picture"]');
  await copy.waitFor();
  const before = await name.boundingBox();
  await copy.click();
  await expect(page.locator('.said')).toHaveText('Copied');
  await page.screenshot({ path: screen('copied') });
  expect(await name.boundingBox()).toEqual(before);
  const types = await page.evaluate('navigator.clipboard.read().then((items) => items.flatMap((item) => item.types))');
  expect(types).toEqual(['image/png']);
  await page.locator('.bar vscode-button[aria-label="Save As…"]').click();
  await page.locator('vscode-button[aria-label="Save All…"]').click();
  await expect.poll(() => actions).toEqual(['save plot.svg', 'saveAll processing.job-a']);
});

test('no script of an output runs: SVG, HTML, Markdown, file names', async ({ page, write, open }) => {
  const set = 'parent.ran=1;top.ran=1;window.ran=1';
  await write('evil.svg', svg(`<script>${set}</script><rect width="400" height="300" onload="${set}" fill="tomato"/>`));
  await write(
    'report.html',
    `<!doctype html><style>h1{color:rgb(0,128,128)}</style><script>${set}</script><h1 onclick="${set}">Report</h1>
     <img src=x onerror="${set}"><script>document.querySelector('h1').textContent='ran'</script>`,
  );
  await write(
    'notes.md',
    `# Notes\n\n<script>${set}</script><img src=x onerror="${set}"> [x](javascript:${set})\n\n![p](evil.svg)`,
  );
  await write(`<img src=x onerror=${set}>.txt`, 'text');
  await open();
  await expect(page.locator('.content img')).toHaveJSProperty('naturalWidth', 400);
  await file(page, 'report.html').click();
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('h1')).toHaveText('Report');
  await expect(page.locator('iframe')).toHaveAttribute('sandbox', '');
  await expect(page.locator('.notice')).toContainText('Scripts in this file do not run here');
  await expect(frame.locator('h1')).toHaveCSS('color', 'rgb(0, 128, 128)');
  await frame.locator('h1').click();
  await file(page, 'notes.md').click();
  await expect(page.locator('.markdown h1')).toHaveText('Notes');
  await expect(page.locator('.markdown img').last()).toHaveJSProperty('naturalWidth', 400);
  await expect(page.locator('.markdown [onerror], .markdown script, .markdown a[href^=javascript]')).toHaveCount(0);
  await page.locator('.gallery .item').last().click();
  await expect(page.locator('pre')).toHaveText('text');
  expect(await page.evaluate('"ran" in window')).toBe(false);
});

test('a table of a million rows scrolls to its end, sorts and filters', async ({ page, write, open }) => {
  const rows = Array.from({ length: 1_000_000 }, (_, row) => `${row},${(row * 7919) % 1_000_003},"row ${row}, quoted"`);
  await write('million.csv', `id,value,note\n${rows.join('\n')}\n`);
  await open();
  await expect(cell(page, 0, 2)).toHaveText('row 0, quoted');
  await expect(status(page)).toContainText('Rows: 1,000,000 · Columns: 3');
  await expect(cell(page, 0, 1)).toHaveCSS('text-align', 'right');
  await page.locator('.grid').press('Control+End');
  await expect(cell(page, 999_999, 2)).toHaveText('row 999999, quoted');
  await expect(cell(page, 999_999, 2)).toHaveClass(/active/);
  const uncut =
    'document.querySelector(".cell.active").scrollWidth <= document.querySelector(".cell.active").clientWidth';
  await expect.poll(() => page.evaluate(uncut)).toBe(true);
  const box = await page.locator('.grid-scroller').boundingBox();
  const last = await cell(page, 999_999, 2).boundingBox();
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));

  // The scrollbar in the middle: rows of the middle, in order, without gaps.
  await page.evaluate(
    "(() => { const it = document.querySelector('.grid-scroller'); it.scrollTop = (it.scrollHeight - it.clientHeight) / 2; })()",
  );
  await expect(page.locator('.grid-row').first()).toContainText(/row (499|500)\d{3}, quoted/);
  await page.locator('.grid-scroller').hover();
  const before = Number(await page.locator('.grid-row').first().getAttribute('data-row'));
  await page.mouse.wheel(0, 220);
  await expect
    .poll(async () => Number(await page.locator('.grid-row').first().getAttribute('data-row')))
    .toBe(before + 10);

  await page.locator('#head-1').click();
  await expect(page.locator('#head-1')).toHaveAttribute('aria-sort', 'ascending');
  await expect(status(page)).toContainText('Sorted');
  await expect(cell(page, 1, 1)).toHaveText('1');
  await page.locator('#head-1').click();
  await expect(cell(page, 0, 1)).toHaveText('1000002');
  await page.locator('#head-1').click();
  await expect(cell(page, 1, 0)).toHaveText('1');

  await page.locator('.filter-bar vscode-text-field').getByRole('textbox').fill('row 99999');
  await expect(status(page)).toContainText('Matching rows: 11');
  await expect(cell(page, 10, 0)).toHaveText('999999');
});

test('a filter that no row passes says so, and where numbers can be compared', async ({ page, write, open }) => {
  await write('table.csv', 'id,value\n1,10\n2,20\n');
  await open();
  const input = page.locator('.filter-bar vscode-text-field').getByRole('textbox');
  await input.fill('nothing like it');
  await expect(page.locator('.no-rows')).toHaveText('No rows match.');
  await input.fill('>= 15');
  await expect(page.locator('.no-rows')).toContainText('choose their column');
  await page.screenshot({ path: screen('no-rows') });
  await input.fill('');
  await expect(page.locator('.no-rows')).toBeHidden();
});

test('sorting says when it only saw what is loaded', async ({ page, write, open }) => {
  await write('long.csv', `id,text\n${`1,${'x'.repeat(90)}\n`.repeat(900_000)}`);
  await open();
  await expect(cell(page, 0, 0)).toHaveText('1');
  await page.locator('#head-0').click();
  await expect(status(page)).toContainText(/Sorted within the first 7\d\d,\d{3} rows, which are loaded/);
});

test('a table of 10,000 columns scrolls to the last', async ({ page, write, open }) => {
  const row = (value: (column: number) => string) => Array.from({ length: 10_000 }, (_, at) => value(at)).join(',');
  await write('wide.csv', `${row((at) => `c${at}`)}\n${`${row((at) => `${at}.5`)}\n`.repeat(60)}`);
  await open();
  await expect(status(page)).toHaveText('Rows: 60 · Columns: 10,000');
  await page.locator('.grid').press('Control+End');
  await expect(cell(page, 59, 9999)).toHaveText('9999.5');
  expect(await page.locator('.cell').count()).toBeLessThan(2000);
});

test('the first row is a header or none, as the user says, also when they come back to the table', async ({
  page,
  write,
  open,
}) => {
  await write('a.csv', 'north,10,20\nsouth,5,6\n');
  await write('b.csv', 'x\n1\n');
  await open();
  const header = page.locator('.tools vscode-checkbox');
  await expect(cell(page, 0, 0)).toHaveText('north');
  await expect(header).not.toHaveJSProperty('checked', true);
  await header.click();
  await expect(page.locator('.head-cell')).toHaveText(['north', '10', '20']);
  await expect(cell(page, 0, 0)).toHaveText('south');
  await expect(status(page)).toHaveText('Rows: 1 · Columns: 3');
  await file(page, 'b.csv').click();
  await expect(page.locator('.head-cell')).toHaveText(['x']);
  await file(page, 'a.csv').click();
  await expect(header).toHaveJSProperty('checked', true);
  await expect(cell(page, 0, 0)).toHaveText('south');
  await page.locator('#head-1').click();
  await header.press('Space');
  await expect(cell(page, 0, 0)).toHaveText('north');
});

test('byte order mark, semicolons, ragged rows, line ends in quotes, NA, an empty file', async ({
  page,
  write,
  open,
}) => {
  await write('a-semicolons.csv', '\ufeffname;größe\nann;1,5\nbob;NA\n');
  await write('b-ragged.csv', 'a,b\n1\n1,2,3,4\n\n"two\nlines",5\n');
  await write('c-empty.csv', '');
  await open();
  await expect(page.locator('.head-cell')).toHaveText(['name', 'größe']);
  await expect(cell(page, 0, 1)).toHaveText('1,5');
  await expect(cell(page, 1, 1)).toHaveClass(/missing/);
  await file(page, 'b-ragged.csv').click();
  await expect(cell(page, 1, 3)).toHaveText('4');
  await expect(cell(page, 3, 0)).toHaveText('two\nlines');
  await file(page, 'c-empty.csv').click();
  await expect(page.locator('.message')).toHaveText('This file is empty.');
});

test('JSON as a tree, by keyboard; broken JSON as text', async ({ page, write, open }) => {
  const runs = Array.from({ length: 1000 }, (_, run) => ({ run }));
  await write('a.json', JSON.stringify({ mean: 1.5, name: 'Zoë', runs }));
  await write('b.json', '{"a": NaN,}');
  await write('d.json', '{"id": 9007199254740993, "e": 1e400, "price": 0.10, "10": -Infinity, "2": NaN}');
  await write('c.jsonl', '{"a":1}\n{"a":2}\n');
  await open();
  await expect(page.locator('.json')).toContainText('mean: 1.5');
  await expect(page.locator('.json')).toContainText('Show more (800 left)');
  await page.locator('.json [role=treeitem]').first().focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight'])
    await page.keyboard.press(key);
  await expect(page.locator('.json [role=treeitem]:focus')).toHaveText('run: 0');
  await file(page, 'b.json').click();
  await expect(page.locator('.notice')).toContainText('not valid JSON');
  await expect(page.locator('pre')).toHaveText('{"a": NaN,}');
  await file(page, 'c.jsonl').click();
  await expect(page.locator('.json')).toContainText('[2]');
  await file(page, 'd.json').click();
  await expect(page.locator('.json [role=treeitem] [role=treeitem]')).toHaveText([
    ...['id: 9007199254740993', 'e: 1e400', 'price: 0.10', '10: -Infinity', '2: NaN'],
  ]);
  await expect(page.locator('.notice')).toContainText('NaN and Infinity are shown as they are written');
});

test('a long log is read in stretches; what cannot be shown can be saved', async ({ page, write, open }) => {
  await write('run.log', '\u001b[32mgreen\u001b[0m line\n'.repeat(50_000));
  await write('model.rds', Uint8Array.from([31, 139, 8, 0, 0, 0]));
  await write('RESULT', 'mean 0.5');
  const { actions } = await open();
  await expect(page.locator('.more')).toContainText('262 KB of 1.0 MB');
  await expect(page.locator('pre')).toContainText(/^green line\ngreen line/);
  await page.locator('.more vscode-button').click();
  await expect(page.locator('.more')).toBeHidden();
  await file(page, 'RESULT').click();
  await expect(page.locator('pre')).toHaveText('mean 0.5');
  await file(page, 'model.rds').click();
  await expect(page.locator('.message')).toContainText('cannot be shown here');
  await page.locator('.message vscode-button').click();
  await expect.poll(() => actions).toEqual(['save model.rds']);
});

test('outputs of several folders are called after them, but the script’s own', async ({
  page,
  write,
  open,
  objects,
}) => {
  await write('result.csv', 'a\n1\n');
  await objects.put('s3://bucket/job-a/output/output/hours.csv', 'a\n1\n');
  await open({ outputs: ['output-1', 'output'], names: ['output-1', 'output-2'] });
  await expect(page.locator('.group h2')).toHaveText([/^\/opt\/ml\/processing\/output-1/, /^Written by the script/]);
  await page.screenshot({ path: screen('groups') });
});

test('two jobs side by side are called after their script and time', async ({ page, write, open }) => {
  const jobs = ['study-2026-01-31-09-05-00-007', 'study-2026-01-31-09-06-00-007'];
  for (const job of jobs) await write('one.csv', 'a\n1\n', job);
  await open({ jobs });
  // Not by what tells jobs of all kinds apart.
  for (const [at, job] of jobs.entries()) {
    await expect(page.locator('section.pane').nth(at)).toHaveAttribute('aria-label', job);
    await expect(page.locator('.pane-header h1').nth(at)).toHaveAttribute('title', job);
  }
  const headings = await page.locator('.pane-header h1').allInnerTexts();
  expect(headings).toEqual([expect.stringMatching(/^study · .*:05:00/), expect.stringMatching(/^study · .*:06:00/)]);
  await page.screenshot({ path: screen('compared') });
});

test('two jobs side by side show the same file', async ({ page, write, open }) => {
  for (const job of ['job-a', 'job-b']) {
    await write('one.svg', svg('<rect width="400" height="300"/>'), job);
    await write('two.csv', `job\n${job}\n`, job);
  }
  await open({ jobs: ['job-a', 'job-b'] });
  await page.locator('.pane').nth(0).locator('.item[title="two.csv"]').click();
  const second = page.locator('.pane').nth(1);
  await expect(second.locator('.grid-row')).toContainText('job-b');
  await page.getByRole('checkbox', { name: 'same file' }).click();
  await second.locator('.item[title="one.svg"]').click();
  await expect(second.locator('.content img')).toBeVisible();
  await expect(page.locator('.pane').nth(0).locator('.grid-row')).toContainText('job-a');
  await page.setViewportSize({ width: 700, height: 800 });
  await second.locator('.pictures').press('1');
  expect(await second.locator('.content img').boundingBox()).toMatchObject({ width: 400, height: 300 });
});

test("a running job's outputs appear as they come; a failed listing can be tried again", async ({
  page,
  write,
  open,
  objects,
}) => {
  let running = true;
  let broken = true;
  const list = objects.list.bind(objects);
  objects.list = (uri) => {
    if (broken) throw new Error('The bucket cannot be reached.');
    return list(uri);
  };
  await open({ status: () => (running ? 'InProgress' : 'Completed') });
  await expect(page.locator('.message.error')).toContainText('The bucket cannot be reached.');
  broken = false;
  await page.locator('.message vscode-button').click();
  await expect(page.locator('.message')).toContainText('No files yet.');
  await write('plot.svg', svg('<rect width="400" height="300"/>'));
  await expect(page.locator('.content img')).toBeVisible();
  running = false;
  await expect(page.locator('.status')).toHaveText('Completed');
});

test('a damaged picture says so', async ({ page, write, open }) => {
  await write('broken.png', '\u0089PNG nonsense');
  await open();
  await expect(page.locator('.message.error')).toContainText('broken.png could not be shown');
});

test('a PDF is drawn, with fonts that it does not bring along', async ({ page, write, open }) => {
  const drawing = '0 0.5 0.5 rg 0 0 200 100 re f 1 1 1 rg BT /F1 24 Tf 20 40 Td (Plot) Tj /F2 24 Tf ( a) Tj ET';
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R
        /Resources << /Font << /F1 ${font('Helvetica')} /F2 ${font('Symbol')} >> >> >>`,
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
  ];
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('');
  await write('Rplots.pdf', `%PDF-1.4\n${body}trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n`);
  const { refused } = await open();
  await expect(page.locator('.paper canvas')).toBeVisible();
  const colours = `(() => {
    const canvas = document.querySelector('.paper canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4) seen.add(data[at] + ',' + data[at + 1] + ',' + data[at + 2]);
    return ['0,128,128', '255,255,255'].map((colour) => seen.has(colour));
  })()`;
  await expect.poll(() => page.evaluate(colours)).toEqual([true, true]);
  expect(refused).toEqual([]);
});
