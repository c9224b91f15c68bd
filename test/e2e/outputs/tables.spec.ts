import { expect, screen } from '../fixtures.ts';
import { cell, file, status, test } from './panelFixtures.ts';

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

test('all of a large table is sorted, filtered and searched, not only what was read so far', async ({
  page,
  write,
  open,
}) => {
  await write('long.csv', `id,text\n${`7,${'x'.repeat(90)}\n`.repeat(900_000)}1,the last\n`);
  await open();
  await expect(cell(page, 0, 0)).toHaveText('7');
  await page.locator('#head-0').click();
  await expect(cell(page, 0, 0)).toHaveText('1');
  await expect(status(page)).toHaveText('Rows: 900,001 · Columns: 2 · Sorted');
  await page.locator('.filter-bar vscode-text-field').getByRole('textbox').fill('LAST');
  await expect(status(page)).toContainText('Matching rows: 1');
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
  await expect(page.locator('.head-cell').first()).toHaveText('north');
  await expect(header).toHaveJSProperty('checked', true);
  await expect(cell(page, 0, 0)).toHaveText('south');
  await page.locator('#head-1').click();
  await header.press('Space');
  await expect(cell(page, 0, 0)).toHaveText('north');
});

test('delimiter, quotes and encoding are as the user says, also when they come back to the table', async ({
  page,
  write,
  open,
}) => {
  await write('a.csv', Buffer.from("name~note\nZoë~'a~b'\nann~c\n", 'latin1'));
  await write('b.csv', '"","x"\n"first",1\n');
  await open();
  await expect(page.locator('.head-cell')).toHaveText(['name~note']);
  await expect(page.locator('.format-bar')).toBeHidden();
  await page.getByRole('button', { name: 'How the file is read' }).click();
  const choose = async (label: string, option: string): Promise<void> => {
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('Delimiter', '~');
  await expect(page.locator('.head-cell')).toHaveText(['name', 'note', '3']);
  await choose('Quotes', "' with '' inside");
  await expect(cell(page, 0, 1)).toHaveText('a~b');
  await choose('Encoding', 'ISO-8859-2');
  await expect(cell(page, 0, 0)).toHaveText('Zoë');
  await page.screenshot({ path: screen('table-format') });
  await file(page, 'b.csv').click();
  await expect(page.locator('.head-cell')).toHaveText(['row names', 'x']);
  await file(page, 'a.csv').click();
  await expect(cell(page, 0, 1)).toHaveText('a~b');
  await page.getByRole('button', { name: 'How the file is read' }).click();
  await page.getByRole('button', { name: 'Find Out Again' }).click();
  await expect(page.locator('.head-cell')).toHaveText(['name~note']);
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
  await expect(cell(page, 2, 0)).toHaveText('two\nlines');
  await file(page, 'c-empty.csv').click();
  await expect(page.locator('.message')).toHaveText('This file is empty.');
});

test('cells are selected and copied as in a spreadsheet, by mouse and by keyboard', async ({
  page,
  context,
  write,
  open,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await write('a.csv', 'name,note,n\nann,"tab\there",1\nbob,"say ""hi""",2\ncy,x,3\n');
  await open();
  const clipboard = () => page.evaluate('navigator.clipboard.readText()');
  await cell(page, 0, 0).click();
  await page.keyboard.press('Control+c');
  await expect.poll(clipboard).toBe('ann');
  await cell(page, 1, 1).click({ modifiers: ['Shift'] });
  await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveCount(4);
  await page.keyboard.press('Control+c');
  await expect.poll(clipboard).toBe('ann\t"tab\there"\nbob\t"say ""hi"""');
  await expect(status(page)).toHaveText('Rows copied: 2');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveCount(6);
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveText(['cy']);

  await cell(page, 1, 1).hover();
  await page.mouse.down();
  await cell(page, 2, 2).hover();
  await page.mouse.up();
  await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveText(['say "hi"', '2', 'x', '3']);
  await page.screenshot({ path: screen('table-selection') });

  await page.locator('#head-2').click();
  await page.locator('#head-2').click();
  await expect(cell(page, 0, 0)).toHaveText('cy');
  await page.locator('.grid').press('Control+a');
  await page.keyboard.press('Control+c');
  await expect.poll(clipboard).toBe('name\tnote\tn\ncy\tx\t3\nbob\t"say ""hi"""\t2\nann\t"tab\there"\t1');
});

test('a large copy ends where the clipboard does, and says so', async ({ page, context, write, open }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await write('a.csv', `a,b\n${'1,2\n'.repeat(600_000)}`);
  await open();
  await expect(status(page)).toContainText('Rows: 600,000');
  await page.locator('.grid').press('Control+a');
  await page.keyboard.press('Control+c');
  await expect(status(page)).toContainText('Only the first 500,000 rows were copied');
});

test('numbers stand below each other at the point; columns are made wider by keyboard', async ({
  page,
  write,
  open,
}) => {
  await write('a.csv', 'x,t\n1.5,a\n10,b\n-0.125,c\n1e-10,d\nNA,e\n');
  await open();
  await expect(cell(page, 0, 0)).toHaveText('1.5');
  const points = `[...document.querySelectorAll('.grid-row [aria-colindex="1"]')].slice(0, 3).map((cell) => {
    const range = document.createRange();
    const text = cell.firstChild;
    const at = text.data.trimEnd().search(/[.]|$/);
    range.setStart(text, 0);
    range.setEnd(text, at);
    return Math.round(range.getBoundingClientRect().right);
  })`;
  const [first, ...others] = await page.evaluate<number[]>(points);
  expect(others).toEqual([first, first]);
  const width = async () => (await page.locator('#head-0').boundingBox())?.width ?? 0;
  const before = await width();
  await cell(page, 0, 0).click();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(width).toBe(before + 16);
  await page.keyboard.press('Alt+ArrowLeft');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(width).toBe(before - 16);
});
