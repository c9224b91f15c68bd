import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { expect, screen } from '../fixtures.ts';
import { cell, file, test } from './panelFixtures.ts';

/** A TIFF of 2 x 1 pixels, red and blue, as no browser shows it. */
function tiff(): Uint8Array {
  const entries = [
    [256, 3, 1, 2],
    [257, 3, 1, 1],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 2],
    [273, 4, 1, 8],
    [277, 3, 1, 3],
    [278, 3, 1, 1],
    [279, 4, 1, 6],
  ];
  const bytes = Buffer.alloc(14 + 2 + entries.length * 12 + 4);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(14, 4);
  bytes.set([255, 0, 0, 0, 0, 255], 8);
  bytes.writeUInt16LE(entries.length, 14);
  for (const [at, [tag = 0, type = 0, count = 0, value = 0]] of entries.entries()) {
    bytes.writeUInt16LE(tag, 16 + at * 12);
    bytes.writeUInt16LE(type, 18 + at * 12);
    bytes.writeUInt32LE(count, 20 + at * 12);
    bytes.writeUInt32LE(value, 24 + at * 12);
  }
  return bytes;
}

/** A BMP of one red pixel. */
function bmp(): Uint8Array {
  const bytes = Buffer.alloc(58);
  bytes.write('BM');
  for (const [at, value] of [
    [2, 58],
    [10, 54],
    [14, 40],
    [18, 1],
    [22, 1],
    [34, 4],
  ] as const)
    bytes.writeUInt32LE(value, at);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  bytes.set([0, 0, 255, 0], 54);
  return bytes;
}

test('packed tables, the sheets of a workbook, TIFF and BMP are shown', async ({ page, write, open }) => {
  const sheet = (value: number) =>
    strToU8(
      `<worksheet><sheetData><row><c t="inlineStr"><is><t>n</t></is></c></row><row><c><v>${value}</v></c></row></sheetData></worksheet>`,
    );
  const book = zipSync({
    'xl/workbook.xml': strToU8(
      '<workbook><sheets><sheet name="one" r:id="a"/><sheet name="two" r:id="b"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="a" Target="worksheets/s1.xml"/><Relationship Id="b" Target="worksheets/s2.xml"/></Relationships>',
    ),
    'xl/worksheets/s1.xml': sheet(1.5),
    'xl/worksheets/s2.xml': sheet(2.5),
  });
  await write('a.xlsx', book);
  await write('b.csv.gz', gzipSync('x,y\n1,two\n'));
  await write('c.psv', 'x|y\n1|"two|three"\n');
  await write('red.bmp', bmp());
  await write('red and blue.tiff', tiff());
  await open();
  await file(page, 'red.bmp').click();
  await expect(page.locator('.paper img')).toHaveJSProperty('naturalWidth', 1);
  await file(page, 'red and blue.tiff').click();
  await expect(page.locator('.paper canvas')).toHaveJSProperty('width', 2);
  const pixels = '[...document.querySelector(".paper canvas").getContext("2d").getImageData(0, 0, 2, 1).data]';
  expect(await page.evaluate(pixels)).toEqual([255, 0, 0, 255, 0, 0, 255, 255]);
  await file(page, 'b.csv.gz').click();
  await expect(cell(page, 0, 1)).toHaveText('two');
  await file(page, 'c.psv').click();
  await expect(cell(page, 0, 1)).toHaveText('two|three');
  await file(page, 'a.xlsx').click();
  await expect(cell(page, 0, 0)).toHaveText('1.5');
  await page.locator('vscode-dropdown[aria-label="Sheet"]').click();
  await page.locator('vscode-option', { hasText: 'two' }).last().click();
  await expect(cell(page, 0, 0)).toHaveText('2.5');
  await page.screenshot({ path: screen('workbook') });
});
