import { expect, it } from 'vitest';
import { documentParameters } from '../../../../src/core/scripts/documents/parameters.ts';

const told = (file: string, text: string): string[] =>
  documentParameters(file, text).map(({ name, value }) => `${name} = ${value}`);

it('reads the parameters of R Markdown as they are written', () => {
  const text = `---
title: "Study: one"
params:
  n: 5
  label: "01"
  day: 2024-05-01
  rate: 1.50
  made: !r Sys.Date()
  list: [1, 2]
  asked:
    label: How many
    value: 7
    input: slider
output: html_document
---
n: 9
`;
  expect(told('a.Rmd', text)).toEqual([
    'n = 5',
    'label = 01',
    'day = 2024-05-01',
    'rate = 1.50',
    'made = Sys.Date()',
    'list = [1, 2]',
    'asked = 7',
  ]);
  expect(told('a.qmd', text.replaceAll('\n', '\r\n'))[0]).toBe('n = 5');
  expect(told('a.Rmd', 'no front matter\n')).toEqual([]);
  expect(told('a.Rmd', '---\ntitle: [broken\n---\n')).toEqual([]);
});

it('reads those of a notebook and of Quarto’s tagged chunk', () => {
  const cell = (source: unknown, tags: string[]): object => ({
    cell_type: 'code',
    metadata: { tags },
    source,
    outputs: [],
  });
  const notebook = JSON.stringify({
    cells: [
      cell('x = 1', []),
      cell(
        ['# Parameters\n', 'rows = 100  # of the table\n', "name: str = 'a # b'\n", 'on = rows == 3\n', 'f(x)\n'],
        ['parameters'],
      ),
    ],
  });
  expect(told('a.ipynb', notebook)).toEqual(['rows = 100', 'name = a # b', 'on = rows == 3']);
  expect(told('a.ipynb', 'no JSON')).toEqual([]);
  expect(
    told('a.qmd', '---\nformat: html\n---\n```{python}\n#| tags: [parameters]\n\nalpha = 0.1\n```\nbeta = 2\n'),
  ).toEqual(['alpha = 0.1']);
});
