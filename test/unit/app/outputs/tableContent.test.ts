import { mkdtemp, rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import os from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableContent } from '../../../../src/app/outputs/content/tableContent.ts';
import { OpenTable } from '../../../../src/app/outputs/openTable.ts';
import { FileObjectStore } from '../../../support/fileObjectStore.ts';
import { tableCopies } from '../../../support/tableCopies.ts';

let root: string;
let objects: FileObjectStore;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'table-content-'));
  objects = new FileObjectStore(root);
});
afterAll(() => rm(root, { recursive: true }));

async function put(name: string, body: Uint8Array): Promise<{ objects: FileObjectStore; uri: string; size: number }> {
  const uri = `s3://bucket/${name}`;
  await objects.put(uri, body);
  return { objects, uri, size: body.length };
}

/** The names of a table's columns and all of its rows. */
async function cells(name: string, body: Uint8Array, sheet?: number): Promise<string[][]> {
  const table = await OpenTable.open({ ...(await put(name, body)), copies: tableCopies, sheet });
  const { columns } = table.file.columns;
  return [columns.map((column) => column.name), ...(await table.rows(0, table.file.extent.rowCount))];
}

/** A workbook of these sheets, each the inside of its `sheetData`. */
function workbook(sheets: Readonly<Record<string, string>>, prefix = ''): Uint8Array {
  const names = Object.keys(sheets);
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const inner = (name: string, text: string) =>
    `<${prefix}${name} ${prefix === '' ? main : main.replace('xmlns', 'xmlns:x')}>${text}</${prefix}${name}>`;
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook ${main} xmlns:r="r"><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, at) => `<Relationship Id="rId${at + 1}" Target="${at === 0 ? 'worksheets/' : '/xl/worksheets/'}sheet${at + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst ${main}><si><t>name</t></si><si><r><t xml:space="preserve">rich </t></r><r><t>text &amp; more</t></r><rPh><t>phonetic</t></rPh></si></sst>`,
    'xl/styles.xml': `<styleSheet ${main}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="165" formatCode="[Red]#,##0.00&quot; days&quot;"/><numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`,
  };
  for (const [at, name] of names.entries())
    parts[`xl/worksheets/sheet${at + 1}.xml`] = inner(
      'worksheet',
      `<${prefix}sheetData>${sheets[name] ?? ''}</${prefix}sheetData>`,
    );
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

describe('tables in what they are packed in', () => {
  it('gzip, also of several members, and an archive of one file', async () => {
    const text = 'a;b\n1;x\n2;y\n';
    const expected = [
      ['a', 'b'],
      ['1', 'x'],
      ['2', 'y'],
    ];
    expect(await cells('a.csv.gz', gzipSync(text))).toEqual(expected);
    expect(await cells('b.csv.gz', Buffer.concat([gzipSync('a;b\n1;x\n'), gzipSync('2;y\n')]))).toEqual(expected);
    const zip = zipSync({ 'folder/': new Uint8Array(), 'folder/a.csv': strToU8(text), '__MACOSX/a.csv': strToU8('x') });
    expect(await cells('c.csv.zip', zip)).toEqual(expected);
    expect(await cells('d.tsv.gz', gzipSync('a\tb\n"\t1\n'))).toEqual([
      ['a', 'b'],
      ['"', '1'],
    ]);
  });

  it.each([
    ['a.csv.gz', strToU8('no gzip')],
    ['a.xlsx', zipSync({ 'a.txt': strToU8('no workbook') })],
    ['a.parquet', strToU8('PAR1 and nothing else')],
    ['a.csv.zip', zipSync({ 'a.csv': strToU8('1'), 'b.csv': strToU8('2') })],
  ])('%s that is none says so', async (name, body) => {
    await expect(tableContent(await put(`damaged/${name}`, body))).rejects.toMatchObject({ code: 'FileUnreadable' });
  });
});

describe('a workbook', () => {
  const first = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>day</t></is></c><c r="C1" t="str"><v>n</v></c></row>
    <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>45351</v></c><c r="C3"><v>0.30000000000000004</v></c></row>
    <row r="4"><c r="B4" s="2"><v>45351.5451388889</v></c><c r="C4" s="3"><v>1234567890123456789</v></c></row>
    <row r="5"><c r="A5" t="b"><v>1</v></c><c r="B5" s="1"><v>59</v></c><c r="C5" t="e"><v>#DIV/0!</v></c></row>
    <row><c><v>7</v></c><c s="4"><v>1.25</v></c><c><f>1+1</f><v>2</v></c></row>`;

  it('shows values as they are stored, dates as dates, gaps as gaps', async () => {
    expect(await cells('a.xlsx', workbook({ One: first }))).toEqual([
      ['name', 'day', 'n'],
      ['', '', ''],
      ['rich text & more', '2024-02-29', '0.30000000000000004'],
      ['', '2024-02-29 13:05:00', '1234567890123456789'],
      ['TRUE', '1900-02-28', '#DIV/0!'],
      ['7', '30:00:00', '2'],
    ]);
  });

  it('has its sheets one by one', async () => {
    const body = workbook({
      'Ümsätze &amp; Co': '',
      two: '<row r="2"><c r="B2"><v>5</v></c><c r="AA2"><v>6</v></c></row>',
    });
    expect((await tableContent({ ...(await put('b.xlsx', body)), sheet: 1 })).sheets).toEqual(['Ümsätze & Co', 'two']);
    const [, ...rows] = await cells('b.xlsx', body, 1);
    expect(rows.at(-1)).toHaveLength(27);
    expect(rows.at(-1)?.filter((cell) => cell !== '')).toEqual(['5', '6']);
    expect(
      (await OpenTable.open({ ...(await put('b.xlsx', body)), copies: tableCopies })).file.extent.columnCount,
    ).toBe(0);
  });

  it('is read also with a prefix before every name', async () => {
    const row =
      '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>';
    expect(await cells('c.xlsx', workbook({ one: row }, 'x:'))).toEqual([['a'], ['1']]);
  });
});

describe('Parquet', () => {
  it('shows numbers with all their digits, times as they are stored, lists as JSON, and its own header', async () => {
    const buffer = parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 7 },
        { name: '2020', type: 'INT64', repetition_type: 'OPTIONAL' },
        {
          name: 'price',
          type: 'INT64',
          converted_type: 'DECIMAL',
          scale: 2,
          precision: 18,
          repetition_type: 'REQUIRED',
        },
        { name: 'f', type: 'FLOAT', repetition_type: 'REQUIRED' },
        { name: 'd', type: 'DOUBLE', repetition_type: 'REQUIRED' },
        {
          name: 'at',
          type: 'INT64',
          logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' },
          repetition_type: 'REQUIRED',
        },
        { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
        { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      ],
      columnData: [
        { name: '2020', data: [9007199254740993n, null] },
        { name: 'price', data: [110n, -5n] },
        { name: 'f', data: [0.1, -0] },
        { name: 'd', data: [0.1 + 0.2, Number.NaN] },
        { name: 'at', data: [1709211907123456789n, -1n] },
        { name: 'day', data: [-1, 19782] },
        { name: 'text', data: ['a, "b"', '# no comment'] },
      ],
    });
    expect(await cells('a.parquet', new Uint8Array(buffer))).toEqual([
      ['2020', 'price', 'f', 'd', 'at', 'day', 'text'],
      [
        '9007199254740993',
        '1.10',
        '0.1',
        '0.30000000000000004',
        '2024-02-29 13:05:07.123456789',
        '1969-12-31',
        'a, "b"',
      ],
      ['', '-0.05', '-0', 'NaN', '1969-12-31 23:59:59.999999999', '2024-02-29', '# no comment'],
    ]);
  });
});
