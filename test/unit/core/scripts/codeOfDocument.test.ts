import { describe, expect, it } from 'vitest';
import type { CodeChunk } from '../../../../src/core/scripts/documents/codeChunk.ts';
import { codeOfDocument } from '../../../../src/core/scripts/documents/codeOfDocument.ts';

/** `language:line text`, lines of the text joined by `|`. */
const shown = (chunks: readonly CodeChunk[]): string[] =>
  chunks.map(
    ({ language, firstLine, text, cell }) =>
      `${cell === undefined ? '' : `[${cell}] `}${language}:${firstLine} ${text.replaceAll('\n', '|')}`,
  );

const notebook = (cells: readonly object[], metadata: object = {}): string =>
  JSON.stringify({ cells, metadata }, null, 1);

describe('code of R Markdown and Quarto', () => {
  it('is what is evaluated, with the lines where it stands', () => {
    const text = [
      '---',
      'title: "`r Sys.Date()`"',
      '---',
      '```{r setup, include=FALSE}',
      'library(gt)',
      '',
      'x <- 1',
      '```',
      'Of `r scales::percent(0.5)` and `{python} len(x)`, not of `rx` nor ``r no``.',
      '```{python}',
      'import numpy',
      '```',
      '```r',
      'library(shown.only)',
      '```',
      '```{bash}',
      'ls',
      '```',
    ].join('\r\n');
    expect(shown(codeOfDocument('a/report.Rmd', text))).toEqual([
      'r:5 library(gt)||x <- 1',
      'r:9 scales::percent(0.5)',
      'python:9 len(x)',
      'python:11 import numpy',
    ]);
  });

  it.each([
    ['```{r, eval=FALSE}\nno()\n```', []],
    ['```{r}\n#| label: a\n#| eval: false\nno()\n```', []],
    ['```{r, eval=TRUE}\nyes()\n```', ['r:2 yes()']],
    ['```{r, fig.cap="a {b} c"}\nyes()\n```', ['r:2 yes()']],
    ['```{r engine="python"}\nyes()\n```', ['python:2 yes()']],
    ['- item\n\n    ```{r}\n    yes()\n      more()\n    ```', ['r:4 yes()|  more()']],
    ['> ```{r}\n> yes()\n> ```', ['r:2 yes()']],
    ['````{r}\ncat("\n```\n")\n````\n```{r}\nb()\n```', ['r:2 cat("|```|")', 'r:7 b()']],
    ['~~~{r}\nyes()\n~~~', ['r:2 yes()']],
    ['```{{r}}\nno()\n```', []],
    ['```{.r .cell}\nno()\n```', []],
    ['```{r}\nopen()', ['r:2 open()']],
    ['```{r}\n\n```', []],
    ['---\n```{r}\nyes()\n```', ['r:3 yes()']],
  ])('%j', (text, expected) => {
    expect(shown(codeOfDocument('report.qmd', text))).toEqual(expected);
  });
});

describe('code of a notebook', () => {
  const code = (source: string | string[]): object => ({ cell_type: 'code', metadata: {}, outputs: [], source });

  it('is that of its cells, at their lines of the file', () => {
    const text = notebook([
      { cell_type: 'markdown', source: ['# `import no`'] },
      code(['import pandas as pd\n', '%matplotlib inline\n', 'if True:\n', '    !pip install x\n', 'files = !ls']),
      code('import numpy\nnumpy?'),
      code([]),
    ]);
    const chunks = codeOfDocument('study.ipynb', text);
    expect(shown(chunks)).toEqual([
      '[2] python:14 import pandas as pd||if True:|    pass|files = None',
      '[3] python:25 import numpy|',
    ]);
    expect(text.split('\n')[13]).toContain('import pandas');
    expect(text.split('\n')[24]).toContain('import numpy');
  });

  it.each([
    ['%%time\nimport x', 'python:7 |import x'],
    ['\n%%capture out\nimport x', 'python:7 ||import x'],
    ['%%R -i x\nlibrary(y)', 'r:7 |library(y)'],
    ['%%bash\nls', undefined],
    ['%%writefile a.py\nimport no', undefined],
    ['x = a % b\ny %= 2', 'python:7 x = a % b|y %= 2'],
    ['print("%s"\n      % x)', 'python:7 print("%s"|      % x)'],
  ])('%j', (source, expected) => {
    const chunks = codeOfDocument('a.ipynb', notebook([code(source)]));
    expect(shown(chunks)).toEqual(expected === undefined ? [] : [`[1] ${expected}`]);
  });

  it.each([
    [{ kernelspec: { language: 'R', name: 'ir' } }, ['[1] r:7 library(x)']],
    [{ language_info: { name: 'R' } }, ['[1] r:7 library(x)']],
    [{ kernelspec: { language: 'julia' } }, []],
  ])('is of its kernel’s language: %j', (metadata, expected) => {
    expect(shown(codeOfDocument('a.ipynb', notebook([code('library(x)')], metadata)))).toEqual(expected);
  });

  it.each(['', '[]', '{"cells": 1}', '{"cells": [1, {"cell_type": "code"}]}'])('that is none has none: %j', (text) => {
    expect(codeOfDocument('a.ipynb', text)).toEqual([]);
  });
});
