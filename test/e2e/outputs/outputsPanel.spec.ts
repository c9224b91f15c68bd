import { expect, screen } from '../fixtures.ts';
import { file, svg, test } from './panelFixtures.ts';

test('plots come first, fit in, and zoom by keyboard and wheel', async ({ page, write, open }) => {
  await write('a-table.csv', 'a,b\n1,2\n');
  await write('plot10.svg', svg('<circle cx="50" cy="50" r="40"/>'));
  await write('plot9.svg', svg('<rect width="400" height="300"/>'));
  // As from AWS, whose dates say nothing of the order in which they were made.
  const { refused } = await open({ datesOutputs: false });
  await expect(page.locator('.gallery .item')).toHaveCount(3);
  const titles = (await page.locator('.gallery .item').all()).map((item) => item.getAttribute('title'));
  expect(await Promise.all(titles)).toEqual(['plot9.svg', 'plot10.svg', 'a-table.csv']);
  const image = page.locator('.content img');
  await expect(image).toHaveAttribute('alt', 'plot10.svg');
  await file(page, 'plot9.svg').click();
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
  await expect(page.locator('iframe')).toHaveAttribute('sandbox', 'allow-same-origin');
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
