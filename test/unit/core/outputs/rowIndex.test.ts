import { describe, expect, it } from 'vitest';
import { parseRows, type TableFormat } from '../../../../src/core/outputs/table/format.ts';
import { RowIndex } from '../../../../src/core/outputs/table/rowIndex.ts';

const usual = {
  newline: 10,
  encoding: 'utf-8',
  isEncodingGuessed: true,
  headLength: 0,
  skipsEmptyLines: true,
} as const;
const format: TableFormat = { ...usual, delimiter: ',', quoting: 'doubled', blanks: false };

/** Indexes the text in chunks of the given size and reads every row back through its block. */
function rowsThroughIndex(text: string, chunk: number, spacing: number, format: TableFormat): string[][] {
  const bytes = new TextEncoder().encode(text);
  const index = new RowIndex(format, 0, spacing);
  for (let at = 0; at < bytes.length; at += chunk) index.add(bytes.subarray(at, at + chunk));
  index.finish();
  return Array.from({ length: index.rowCount }, (_, row) => {
    const block = index.blockOf(row);
    if (!block) throw new Error(`row ${row} is in no block`);
    return (
      parseRows(new TextDecoder().decode(bytes.subarray(block.start, block.end)), format)[row - block.row] ?? [
        'not there',
      ]
    );
  });
}

const tables = {
  plain: 'a,b\n1,2\n3,4\n',
  'no newline at the end': 'a,b\n1,2\n3,4',
  'windows line ends': 'a,b\r\n1,"x"\r\n3,4\r\n',
  'quoted newlines and delimiters': 'a,b\n"one\ntwo, three",2\n"x\n\ny",4\n',
  'doubled quotes': 'a,b\n"say ""hi""\nthere",2\n"""",4\n',
  'an inch mark inside a cell': 'a,b\n5" pipe,2\n6" pipe,4\n',
  'a space behind the closing quote': 'a,b\n"x" ,2\n"y\nz" ,4\n',
  'a quote after a space behind the closing quote': 'a,b\n"x" "\ny,2\n3,4\n',
  'text behind the closing quote': 'a,b\n"x"y"\nz",2\n3,4\n',
  'empty lines': 'a,b\n\n1,2\n\n',
  'nothing but empty lines': '\n\r\n\n',
  ragged: 'a,b\n1\n1,2,3\n\n4,5\n',
  unicode: 'ä,日本\n"😀\n",é\n1,2\n',
};

describe('row index', () => {
  for (const [name, text] of Object.entries(tables)) {
    it(`finds the rows that the parser finds: ${name}`, () => {
      for (const chunk of [1, 2, 3, 7, 1000]) {
        for (const spacing of [1, 10, 65_536])
          expect(rowsThroughIndex(text, chunk, spacing, format)).toEqual(parseRows(text, format));
      }
    });
  }

  const otherQuotes: Record<string, [Partial<TableFormat>, string]> = {
    'quotes behind backslashes': [{ quoting: 'backslash' }, 'a,b\n"say \\"hi\\"\nthere, you",2\n"C:\\x",4\n"\\"",5\n'],
    'blanks before quotes': [{ blanks: true }, 'a, b\n1,  "one\ntwo, ""three"""\n  "y\nz", 4\n5," 6"\n'],
    'single quotes': [{ quoting: 'single' }, "a,b\n'one, ''two''\nthree',2\n\"x,4\n"],
    'blanks between cells': [
      { delimiter: ' ', quoting: 'backslash' },
      '  a   b\n"one \\"two\\"\nthree"\t2\n   \n3 4  \r\n',
    ],
    'quotes that mean nothing': [{ quoting: 'none', delimiter: '\t' }, 'a\tb\n"one\t6" nail\n2\t"two"\n'],
  };
  for (const [name, [quotes, text]] of Object.entries(otherQuotes)) {
    it(`finds the rows that the parser finds: ${name}`, () => {
      const other = { ...format, ...quotes };
      const found = parseRows(text, other);
      expect(found.map((row) => row.length)).toEqual(found.map(() => 2));
      for (const chunk of [1, 2, 3, 7, 1000]) {
        for (const spacing of [1, 10, 65_536]) expect(rowsThroughIndex(text, chunk, spacing, other)).toEqual(found);
      }
    });
  }

  it('finds the rows that the parser finds, whatever characters follow one another', () => {
    const formats: Partial<TableFormat>[] = [
      {},
      { skipsEmptyLines: false },
      { blanks: true },
      { quoting: 'backslash' },
      { quoting: 'single' },
      { quoting: 'none' },
      { delimiter: ' ', quoting: 'backslash' },
      { delimiter: ' ' },
    ];
    const characters = ['a', '"', "'", ',', ' ', '\t', '\n', '\r\n', '\\', 'é'];
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let turn = 0; turn < 3000; turn++) {
      const other = { ...format, ...formats[turn % formats.length] };
      const text = Array.from({ length: next(30) }, () => characters[next(characters.length)]).join('');
      const found = rowsThroughIndex(text, 1 + next(9), 1 + next(12), other);
      expect(found, JSON.stringify({ text, other })).toEqual(parseRows(text, other));
    }
  });

  it('has no rows in an empty file', () => {
    expect(rowsThroughIndex('', 1, 1, format)).toEqual([]);
  });

  it('survives a quote that is never closed', () => {
    const bytes = new TextEncoder().encode(`a,b\n"open,1\n${'1234567,89\n'.repeat(1_000_000)}`);
    const index = new RowIndex(format, 0);
    index.add(bytes);
    index.finish();
    expect(index.rowCount).toBeGreaterThan(200_000);
    expect(index.rowCount).toBeLessThan(1_000_002);
  });

  it('estimates how many rows are still to come', () => {
    const bytes = new TextEncoder().encode('12,34\n'.repeat(1000));
    const index = new RowIndex(format, 0);
    index.add(bytes);
    expect(index.complete).toBe(false);
    expect(index.estimate(bytes.length * 50)).toBe(50_000);
    expect(index.blockOf(1000)).toBeUndefined();
  });
});
