import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OpenTable } from '../../../../src/app/outputs/openTable.ts';
import type { TableChoice } from '../../../../src/app/outputs/tableFile.ts';
import { tableCopies } from '../../../support/tableCopies.ts';
import { FileObjectStore } from '../../../support/fileObjectStore.ts';

let root: string;
let objects: FileObjectStore;
const never = new AbortController().signal;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'outputs-'));
  objects = new FileObjectStore(root);
});
afterAll(() => rm(root, { recursive: true }));

const opened: OpenTable[] = [];
afterEach(() => {
  for (const table of opened.splice(0)) table.close();
});

async function open(body: string | Uint8Array, name = 'table.csv', choice?: TableChoice): Promise<OpenTable> {
  const uri = `s3://bucket/job/output/output-1/${name}`;
  await objects.put(uri, body);
  const { size } = await objects.head(uri);
  const table = await OpenTable.open({ objects, copies: tableCopies, uri, size, choice });
  opened.push(table);
  return table;
}

const names = (table: OpenTable) => table.file.columns.columns.map((column) => column.name);

describe('a table of the store', () => {
  it('shows a file with a byte order mark, semicolons and decimal commas', async () => {
    const table = await open('\ufeffname;value\nann;1,5\nbob;NA\n');
    expect(names(table)).toEqual(['name', 'value']);
    expect(table.file.columns.columns[1]?.type).toBe('number');
    expect(table.file.extent).toEqual({ rowCount: 2, exact: true, columnCount: 2 });
    expect(await table.rows(0, 10)).toEqual([
      ['ann', '1,5'],
      ['bob', 'NA'],
    ]);
  });

  it('shows what Excel calls Unicode text, and what Windows wrote', async () => {
    const utf16 = await open(Buffer.from('\ufeffnäme\tx\nann\t1\n', 'utf16le'), 'excel.tsv');
    expect([names(utf16), await utf16.rows(0, 1)]).toEqual([['näme', 'x'], [['ann', '1']]]);
    for (const order of ['utf16le', 'utf16be']) {
      const bytes = Buffer.from('näme,x\nann,1\n', 'utf16le');
      const unmarked = await open(order === 'utf16le' ? bytes : bytes.swap16());
      expect([names(unmarked), await unmarked.rows(0, 1)]).toEqual([['näme', 'x'], [['ann', '1']]]);
    }
    const late = await open(Buffer.from(`name,x\n${'ann,1\n'.repeat(50_000)}Zoë,2\n`, 'latin1'));
    expect(await late.rows(50_000, 50_001)).toEqual([['Zoë', '2']]);
    const latin = await open(Buffer.from('näme,x\nann,1\n', 'latin1'));
    expect(names(latin)).toEqual(['näme', 'x']);
  });

  it('is read as a person says, in any encoding', async () => {
    const shiftJis = Uint8Array.from([0x96, 0xbc, 0x91, 0x4f, 0x2c, 0x78, 0x0a, 0x83, 0x5c, 0x2c, 0x31, 0x0a]);
    const table = await open(shiftJis, 'table.csv', { encoding: 'shift_jis', hasHeader: true });
    expect([names(table), await table.rows(0, 1)]).toEqual([['名前', 'x'], [['ソ', '1']]]);
    expect(table.file.encoding).toBe('shift_jis');
  });

  it('is empty for an empty file and for a lone header', async () => {
    expect((await open('')).file.extent).toEqual({ rowCount: 0, exact: true, columnCount: 0 });
    const header = await open('a,b\n');
    expect([header.file.extent.rowCount, await header.rows(0, 5)]).toEqual([0, []]);
  });

  it('keeps ragged rows as they are and grows as wide as the widest', async () => {
    const table = await open(`a,b\n${'1,2\n'.repeat(2000)}1,2,3,4\n\n5\n`);
    expect(table.file.extent.columnCount).toBe(2);
    expect(await table.rows(1999, 2003)).toEqual([['1', '2'], ['1', '2', '3', '4'], ['5']]);
    expect(table.file.extent.columnCount).toBe(4);
  });

  it('shows 10,000 columns', async () => {
    const row = (cell: (column: number) => string) => Array.from({ length: 10_000 }, (_, at) => cell(at)).join(',');
    const table = await open(`${row((at) => `column${at}`)}\n${`${row((at) => `${at}.25`)}\n`.repeat(20)}`);
    expect(table.file.columns.columns[9999]).toEqual({ name: 'column9999', type: 'number' });
    expect((await table.rows(19, 20))[0]?.[9999]).toBe('9999.25');
  });

  it('shows the last of a million rows without holding the file, after it estimated their number well', async () => {
    const lines = Array.from({ length: 1_000_000 }, (_, row) => `${row},${row % 7},"text, ${row}"`);
    const table = await open(`id,seven,text\n${lines.join('\n')}\n`);
    const first = table.file.extent;
    expect(first.exact).toBe(false);
    expect(first.rowCount).toBeGreaterThan(900_000);
    expect(first.rowCount).toBeLessThan(1_300_000);
    expect(await table.rows(999_999, 1_000_010)).toEqual([['999999', '0', 'text, 999999']]);
    expect(table.file.extent).toMatchObject({ rowCount: 1_000_000, exact: true });
    const before = objects.bytesRead;
    expect((await table.rows(500_000, 500_001))[0]?.[0]).toBe('500000');
    expect(objects.bytesRead - before).toBeLessThan(40_000);
  });
});

describe('sorting and filtering', () => {
  it('sorts numbers as numbers, what is missing last either way, and goes back', async () => {
    const table = await open('n,s\n10,b\nNA,\n9,a\n-Inf,c\n');
    const column = async (at: number) => (await table.rows(0, 10)).map((row) => row[at]);
    await table.show({ sort: { column: 0, descending: false }, filter: undefined, signal: never });
    expect(await column(0)).toEqual(['-Inf', '9', '10', 'NA']);
    await table.show({ sort: { column: 0, descending: true }, filter: undefined, signal: never });
    expect(await column(0)).toEqual(['10', '9', '-Inf', 'NA']);
    await table.show({ sort: { column: 1, descending: false }, filter: undefined, signal: never });
    expect(await column(1)).toEqual(['a', 'b', 'c', '']);
    await table.show({ sort: undefined, filter: undefined, signal: never });
    expect(await column(0)).toEqual(['10', 'NA', '9', '-Inf']);
  });

  it('sorts and filters numbers exactly as they are written, however long', async () => {
    const written = [
      '9007199254740993',
      '9007199254740992',
      '1e400',
      '0.10000000000000000001',
      '9007199254740991',
      '0.1',
    ];
    const table = await open(`n\n${written.join('\n')}\nInf\n-1e400\nNA\n`);
    const shown = async () => (await table.rows(0, 10)).map(([cell]) => cell);
    const ascending = [
      ...['-1e400', '0.1', '0.10000000000000000001'],
      ...['9007199254740991', '9007199254740992', '9007199254740993', '1e400', 'Inf'],
    ];
    await table.show({ sort: { column: 0, descending: false }, filter: undefined, signal: never });
    expect(await shown()).toEqual([...ascending, 'NA']);
    await table.show({ sort: { column: 0, descending: true }, filter: undefined, signal: never });
    expect(await shown()).toEqual([...ascending.toReversed(), 'NA']);
    for (const [text, found] of [
      ['= 9007199254740992', ['9007199254740992']],
      ['> 9007199254740992', ['9007199254740993', '1e400', 'Inf']],
      ['= 0.10', ['0.1']],
    ] as const) {
      await table.show({ sort: undefined, filter: { column: 0, text }, signal: never });
      expect(await shown()).toEqual(found);
    }
  });

  it('finds rows behind a line that names the delimiter', async () => {
    const table = await open('\ufeffsep=;\r\nname;amount\r\nanna;1,5\r\nbert;2\r\n');
    expect(names(table)).toEqual(['name', 'amount']);
    expect(await table.rows(0, 5)).toEqual([
      ['anna', '1,5'],
      ['bert', '2'],
    ]);
  });

  it.each([
    [{ text: 'AN' }, ['ann', 'jan']],
    [{ column: 0, text: 'bob' }, ['bob']],
    [{ column: 1, text: '>= 2' }, ['bob', 'jan']],
    [{ column: 1, text: '!=2' }, ['ann', 'jan', 'zoë']],
    [{ column: 0, text: '>= 2' }, []],
  ])('filters by %j', async (filter, expected) => {
    const table = await open('name,n\nann,1\nbob,2\njan,3\nzoë,NA\n');
    await table.show({ sort: undefined, filter, signal: never });
    expect((await table.rows(0, 10)).map((row) => row[0])).toEqual(expected);
  });

  it('sorts a million rows, leaving room for other work', async () => {
    const lines = Array.from({ length: 1_000_000 }, (_, row) => `${(row * 7919) % 1_000_003},x`);
    const table = await open(`n,s\n${lines.join('\n')}\n`);
    let turns = 0;
    const timer = setInterval(() => {
      turns++;
    }, 1);
    await table.show({ sort: { column: 0, descending: false }, filter: undefined, signal: never });
    clearInterval(timer);
    expect(table.view).toHaveLength(1_000_000);
    const values = (await table.rows(0, 1000)).map((row) => Number(row[0]));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(Number((await table.rows(999_999, 1_000_000))[0]?.[0])).toBe(1_000_002);
    expect(turns).toBeGreaterThan(10);
  }, 60_000);

  it('sorts texts as a dictionary does, and keeps what is alike in its own order', async () => {
    const table = await open('t,n\nzebra,1\nÄpfel,2\napple,3\nApple,4\nzebra,5\n,6\nÉcole,7\nbanana,8\n');
    const column = async () => (await table.rows(0, 10)).map(([text, n]) => `${text ?? ''} ${n ?? ''}`);
    await table.show({ sort: { column: 0, descending: false }, filter: undefined, signal: never });
    const sorted = ['Äpfel 2', 'Apple 4', 'apple 3', 'banana 8', 'École 7', 'zebra 1', 'zebra 5', ' 6'];
    expect(await column()).toEqual(
      ['Äpfel 2', ...sorted.slice(1)].toSorted((a, b) => sorted.indexOf(a) - sorted.indexOf(b)),
    );
    await table.show({ sort: { column: 0, descending: true }, filter: { text: 'e' }, signal: never });
    expect(await column()).toEqual(['zebra 1', 'zebra 5', 'École 7', 'apple 3', 'Apple 4', 'Äpfel 2']);
  });

  it('sees all of a large file: quotes, line ends in cells, ragged and empty rows, numbers that are alike to JavaScript', async () => {
    const count = 120_000;
    const rows = Array.from({ length: count }, (_, row) => {
      const id = `${9_007_199_254_740_992n + BigInt((row * 7919) % count)}`;
      return {
        id,
        line:
          row % 1000 === 999
            ? `${id}\n`
            : `${id},"note ${row % 10}, ""q""\nnext",${row % 7}\n${row % 50 === 0 ? '\n' : ''}`,
      };
    });
    const table = await open(`id,note,seven\n${rows.map(({ line }) => line).join('')}`);
    await table.show({ sort: { column: 0, descending: true }, filter: undefined, signal: never });
    expect(table.view).toHaveLength(count);
    const ids = rows.map(({ id }) => id).toSorted((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1));
    expect((await table.rows(0, 300)).map(([id]) => id)).toEqual(ids.slice(0, 300));
    expect((await table.rows(count - 100, count)).map(([id]) => id)).toEqual(ids.slice(-100));
    for (const [text, column, expected] of [
      ['note 3', undefined, (row: number) => row % 10 === 3],
      ['3, "q"', undefined, (row: number) => row % 10 === 3],
      ['3, "q"\nN', 1, (row: number) => row % 10 === 3],
      ['= 6', 2, (row: number) => row % 7 === 6 && row % 1000 !== 999],
    ] as const) {
      await table.show({ sort: undefined, filter: { text, column }, signal: never });
      expect([...(table.view ?? [])], text).toEqual(rows.flatMap((_, row) => (expected(row) ? [row] : [])));
    }
  });

  it('is copied to this machine once, while it is read on, and the copy is nobody else’s to see', async () => {
    const body = `n,t\n${Array.from({ length: 300_000 }, (_, row) => `${300_000 - row},x`).join('\n')}\n`;
    const table = await open(body);
    const before = objects.bytesRead;
    await table.show({ sort: { column: 0, descending: false }, filter: undefined, signal: never });
    expect((await table.rows(0, 2)).map(([n]) => n)).toEqual(['1', '2']);
    await table.show({ sort: undefined, filter: { text: '77' }, signal: never });
    expect(objects.bytesRead - before).toBeLessThan(body.length + 300_000);
    expect(await readdir(path.join(os.tmpdir(), 'sagemaker-runner-tables'))).toEqual([]);
    table.close();
    await expect(table.show({ sort: undefined, filter: { text: '1' }, signal: never })).rejects.toThrow();
  });

  it('stops when nobody wants it any more, and goes on with what is wanted next', async () => {
    const table = await open(`n\n${Array.from({ length: 500_000 }, (_, row) => row).join('\n')}\n`);
    const first = new AbortController();
    const shown = table.show({ sort: { column: 0, descending: true }, filter: undefined, signal: first.signal });
    setTimeout(() => {
      first.abort();
    }, 30);
    await expect(shown).rejects.toThrow(/abort|cancel/u);
    await table.show({ sort: undefined, filter: { text: '499999' }, signal: never });
    expect([...(table.view ?? [])]).toEqual([499_999]);
  });
});
