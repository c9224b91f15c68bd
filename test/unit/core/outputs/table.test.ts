import { describe, expect, it } from 'vitest';
import { detectColumns, numberOf } from '../../../../src/core/outputs/table/columns.ts';
import { detectFormat, parseRows } from '../../../../src/core/outputs/table/format.ts';

function read(text: string, name = 'table.csv') {
  const format = detectFormat({ text, isWhole: true, encoding: 'utf-8' }, name);
  const rows = parseRows(text.slice(format.headLength), format);
  return { format, rows, ...detectColumns(rows, format.delimiter) };
}

describe('table format', () => {
  it.each([
    ['a,b,c\n1,2,3\n', ','],
    ['a;b;c\n1,5;2,5;3\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b|c\n1|2|3\n', '|'],
    ['a\u0001b\n1\u00012\n', '\u0001'],
    ['1,5;2,5\n3,5;4,5\n', ';'],
    ['text,label\n"Well, this; and that",1\n"so; it; goes",0\n', ','],
    ['id,tags\n1,a|b\n2,c|d\n', ','],
    ['note\nfirst; second\nthird\n', ','],
    ['"x"\n"1" 1\n"2" 2\n', ' '],
    ['name x y\nann 1.5 2\nbob 10 33\n', ' '],
    ['Ann Lee\nBob Ray\nCy Oz\n', ','],
    ['only\none\ncolumn\n', ','],
    ['', ','],
  ])('finds the delimiter of %j', (text, delimiter) => {
    expect(read(text).format.delimiter).toBe(delimiter);
  });

  it('believes a .tsv that has tabs, whatever else is in the cells', () => {
    expect(read('a\tb\n1,2,3\t4,5,6\n', 'x.tsv').rows[1]).toEqual(['1,2,3', '4,5,6']);
  });

  it.each([
    ['doubled quotes', 'a,b\n"x ""y""",1\n', ['x "y"', '1']],
    ["those of R's write.table", '"a","b"\n"x \\"y\\", z",1\n"plain",2\n', ['x "y", z', '1']],
    ['a folder of Windows', 'a,b\n"C:\\dir\\",1\n"D:\\",2\n', ['C:\\dir\\', '1']],
    ['blanks before a quote', 'a, b\n1, "x, y"\n2, "z"\n', ['1', 'x, y']],
    ['an inch mark', 'a,b\n6" nail,1\n', ['6" nail', '1']],
    ['a quote that is never closed', 'a,b\n"start of it,1\nplain,2\nlast,3\n', ['"start of it', '1']],
  ])('reads %s', (_what, text, row) => {
    const { rows } = read(text);
    expect(rows[1]).toEqual(row);
    expect(rows).toHaveLength(text.trim().split('\n').length);
  });

  it.each([
    ['lone quotes', 'n\tnote\n1\t"begins so\n2\tplain\n3\t6" nail\n', ['1', '"begins so']],
    ['a quoted word', 'n\tnote\n1\t"so" they say\n2\tplain\n', ['1', '"so" they say']],
    ['quotes and the lines of old Macs', '"n"\t"note"\r"1"\t"one\ttwo"\r"2"\t"x"\r', ['1', 'one\ttwo']],
    ["quotes around all text, as R's write.table has them", '"n"\t"note"\n1\t"one\ttwo"\n', ['1', 'one\ttwo']],
  ])('reads a TSV with %s', (_what, text, row) => {
    expect(read(text, 'x.tsv').rows[1]).toEqual(row);
  });

  it.each([
    ["R's write.table", '"name" "n"\n"1" "x, \\"y\\"" 1.5\n"2" "z" NA\n', ['', 'name', 'n'], ['1', 'x, "y"', '1.5']],
    ['columns that are set out with blanks', '  name   x\n  ann  1.5\n  bob   10\n', ['name', 'x'], ['ann', '1.5']],
  ])('reads %s', (_what, text, names, row) => {
    const { rows, columns, headerRows } = read(text);
    expect(headerRows).toBe(1);
    expect(columns.map(({ name }) => name)).toEqual(names);
    expect(rows[1]).toEqual(row);
  });

  it('passes over empty lines as R and pandas do, but not in a single column, where they may be values', () => {
    expect(read('\n\na,b\n\n1,2\r\n\r\n\n3,4\n').rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(read('x\n1\n\n3\n').rows).toEqual([['x'], ['1'], [], ['3']]);
  });

  it.each([
    ['comments', '# made by R\n# version 2\na,b\n1,2\n3,4\n', 2, ['a', 'b']],
    ['comments, of which the last is the header', '##source=ü\n#chrom\tpos\nchr1\t5\n', 1, ['#chrom', 'pos']],
    ['a title', 'Report of March\n\nname,x\nann,1\nbob,2\n', 2, ['name', 'x']],
    ['nothing: a column may be called #', '#,name\n1,ann\n', 0, ['#', 'name']],
  ])('begins below %s', (_what, text, lines, header) => {
    const { format, rows } = read(text);
    const above = text
      .split('\n')
      .slice(0, lines)
      .map((line) => `${line}\n`);
    expect(format.headLength).toBe(new TextEncoder().encode(above.join('')).length);
    expect(parseRows(text.slice(above.join('').length), format)[0]).toEqual(header);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('reads as a person says: delimiter, quotes', () => {
    const text = "a:b\n'x:\ny':1\n";
    const choice = { delimiter: ':', quoting: 'single' } as const;
    const format = detectFormat({ text, isWhole: true, encoding: 'utf-8' }, 'x.csv', choice);
    expect(parseRows(text, format)).toEqual([
      ['a', 'b'],
      ['x:\ny', '1'],
    ]);
  });

  it.each(['sep=;\n', '"sep=;"\r\n', 'SEP=;\n'])('takes the delimiter that %j names', (hint) => {
    const { rows, columns } = read(`${hint}name;a, b\nann;1,5\n`);
    expect(columns.map(({ name }) => name)).toEqual(['name', 'a, b']);
    expect(rows[1]).toEqual(['ann', '1,5']);
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

  it.each([
    ['years', 'place,2021,2022\nnorth,10,20\nsouth,5,6\n', 1],
    ['years without a corner', ',2021,2022\nnorth,10,20\n', 1],
    ['days', 'sensor,2024-01-01,2024-01-02\na,1.0,2.0\n', 1],
    ['a word above numbers', 'id,1st,2\n1,5,6\n2,7,8\n', 1],
    ['numbers above numbers', 'north,10,20\nsouth,5,6\n', 0],
    ['years that are data', 'born,1950,1980\ndied,2001,2010\n', 0],
    ['years above what is missing', 'country,2019,2020\nDE,,NA\nFR,NA,\n', 1],
    ["the numbers of pandas' columns, beside its index", ',0,1\n0,1.5,2\n1,3,4\n', 1],
    ["the numbers of pandas' columns, without", '0,1,2\n1.5,2.5,3.0\n', 1],
    ['a graph: numbers from 0 above numbers', '0,1\n1,2\n2,0\n', 0],
    ['words that all come again', 'ann,bob\nbob,ann\nann,bob\n', 0],
    ['the same year twice', 'a,2020,2020\nb,5,6\n', 0],
    ['a dash for what is missing', '-,5\n3,6\n', 0],
  ])('tells a header from data: %s', (_what, text, headerRows) => {
    expect(read(text).headerRows).toBe(headerRows);
  });

  it('believes the user, who says whether the first row is a header', () => {
    const rows = parseRows('1,2\n3,4\n', read('1,2\n').format);
    expect(detectColumns(rows, ',', true)).toMatchObject({ headerRows: 1, columns: [{ name: '1' }, { name: '2' }] });
    expect(detectColumns([['a'], ['1']], ',', false)).toMatchObject({ headerRows: 0, columns: [{ name: '' }] });
  });

  it('is no column of row names, when each row only ends with a delimiter', () => {
    expect(read('a,b\n1,2,\n3,4,\n').columns.map(({ name }) => name)).toEqual(['a', 'b', '']);
  });

  it.each(['"","x"\n"1",5\n"2",6\n', '"x"\n"1",5\n"2",6\n', ',x\n0,5\n1,6\n'])('knows row names: %j', (text) => {
    expect(read(text).columns.map(({ isRowNames }) => isRowNames)).toEqual([true, undefined]);
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
