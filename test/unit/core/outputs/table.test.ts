import { describe, expect, it } from 'vitest';
import { detectColumns, numberOf } from '../../../../src/core/outputs/table/columns.ts';
import { detectFormat, parseRows } from '../../../../src/core/outputs/table/format.ts';

function read(text: string, name = 'table.csv') {
  const format = detectFormat(text, name, 'utf-8');
  const rows = parseRows(text, format);
  return { format, rows, ...detectColumns(rows, format.delimiter) };
}

describe('table format', () => {
  it.each([
    ['a,b,c\n1,2,3\n', ','],
    ['a;b;c\n1,5;2,5;3\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b|c\n1|2|3\n', '|'],
    ['only\none\ncolumn\n', ','],
    ['', ','],
  ])('finds the delimiter of %j', (text, delimiter) => {
    expect(read(text).format.delimiter).toBe(delimiter);
  });

  it('believes a .tsv that has tabs, whatever else is in the cells', () => {
    expect(read('a\tb\n1,2,3\t4,5,6\n', 'x.tsv').rows[1]).toEqual(['1,2,3', '4,5,6']);
  });

  it('reads the lines of old Macs', () => {
    expect(read('a,b\r1,2\r').rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
});

describe('columns', () => {
  it('tells numbers, dates, booleans and text apart, NA among them', () => {
    const { columns, headerRows } = read(
      'n,when,ok,who\n1.5,2026-01-31,TRUE,ann\nNA,2026-02-01 10:00:00,NA,bob\n-1e-3,,FALSE,\n',
    );
    expect(headerRows).toBe(1);
    expect(columns).toEqual([
      { name: 'n', type: 'number' },
      { name: 'when', type: 'date' },
      { name: 'ok', type: 'boolean' },
      { name: 'who', type: 'text' },
    ]);
  });

  it('takes a first row with numbers for data', () => {
    expect(read('1,2\n3,4\n')).toMatchObject({
      headerRows: 0,
      columns: [
        { name: '', type: 'number' },
        { name: '', type: 'number' },
      ],
    });
  });

  it("sees R's row names beside a header that is one short", () => {
    expect(read('mpg,cyl\nMazda,21,6\nFiat,32,4\n').columns.map((column) => column.name)).toEqual(['', 'mpg', 'cyl']);
  });

  it('reads decimal commas between semicolons', () => {
    const { columns, decimalComma } = read('x;y\n1,5;a\n2;b\n');
    expect(columns[0]?.type).toBe('number');
    expect(numberOf('1,5', decimalComma)).toBe(1.5);
  });

  it('is as wide as the widest of ragged rows', () => {
    expect(read('a,b\n1\n1,2,3\n').columns.map((column) => column.name)).toEqual(['a', 'b', '']);
  });

  it('has 10,000 columns when the file has', () => {
    const row = (cell: (column: number) => string) =>
      Array.from({ length: 10_000 }, (_, column) => cell(column)).join(',');
    const { columns } = read(`${row((column) => `c${column}`)}\n${row(String)}\n`);
    expect(columns).toHaveLength(10_000);
    expect(columns[9999]).toEqual({ name: 'c9999', type: 'number' });
  });

  it.each([
    ['Inf', Infinity],
    ['-Inf', -Infinity],
    ['NA', NaN],
    ['x', NaN],
    ['1e3', 1000],
  ])('values %s', (cell, value) => {
    expect(numberOf(cell)).toBe(value);
  });
});
