import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { LauncherFolder } from '../support/launcher.ts';
import { run } from '../support/processes.ts';

const python = '/usr/bin/python3';
const can = async (command: string, ...args: string[]): Promise<boolean> => (await run(command, args)).code === 0;
const hasMarkdown = await can('Rscript', '-e', 'stopifnot(rmarkdown::pandoc_available("1.12.3"))');
const hasNotebooks = await can(python, '-c', 'import nbconvert, ipykernel');

let folder: LauncherFolder;
beforeEach(async () => {
  folder = await LauncherFolder.create();
});
afterEach(() => folder.remove());

const report = `---
title: "Cars"
output: html_document
params:
  n: 5
  label: "01"
---

\`\`\`{r}
x <- head(read.csv("../data/cars.csv"), params$n)
plot(x)
\`\`\`

Rows: \`r nrow(x)\`, label \`r params$label\`.

\`\`\`{r never, eval=FALSE}
stop("never")
\`\`\`

\`\`\`{r broken}
check <- function(n) {
  if (n > 5) stop("too many: ", n)
  invisible(n)
}
check(params$n)
\`\`\`
`;

describe.skipIf(!hasMarkdown)('a document in R Markdown (needs rmarkdown and pandoc)', () => {
  const inFolder = { environment: { SAGEMAKER_RUNNER_WORKING_DIRECTORY: 'text' } };
  beforeEach(async () => {
    await folder.write('data/cars.csv', 'speed,dist\n1,2\n3,4\n5,6\n7,8\n9,10\n11,12\n13,14\n');
    await folder.write('text/report.Rmd', report);
  });

  it('is the same as rmarkdown renders it, pictures in it', async () => {
    const ended = await folder.launch('Rscript', 'text/report.Rmd', [], inFolder);
    expect(ended).toMatchObject({
      code: 0,
      log: 'Output created: report.html\n',
      outputs: ['text', 'text/report.html'],
    });
    const plain = await fs.mkdtemp(path.join(os.tmpdir(), 'plain-'));
    await fs.cp(folder.code, plain, { recursive: true });
    await fs.rm(path.join(plain, 'text/report.html'));
    const rendered = await run('Rscript', ['-e', 'rmarkdown::render("report.Rmd", quiet = TRUE)'], {
      cwd: path.join(plain, 'text'),
    });
    expect(rendered.code).toBe(0);
    const html = await folder.readOutput('text/report.html');
    expect(html).toBe(await fs.readFile(path.join(plain, 'text/report.html'), 'utf8'));
    expect(html).toContain('<p>Rows: 5, label 01.</p>');
    await fs.rm(plain, { recursive: true });
  });

  it('takes parameters, each as the kind of value that it has', async () => {
    const ended = await folder.launch('Rscript', 'text/report.Rmd', ['-P', 'n:4', '-P', 'label:007'], inFolder);
    expect(ended.code).toBe(0);
    expect(await folder.readOutput('text/report.html')).toContain('<p>Rows: 4, label 007.</p>');
    const unknown = await folder.launch('Rscript', 'text/report.Rmd', ['-P', 'm:4'], inFolder);
    expect(unknown.message).toBe('Error: report.Rmd has no parameter m. It has: n, label\n');
  });

  it('fails at the line of the document, and keeps the pictures until then', async () => {
    const ended = await folder.launch('Rscript', 'text/report.Rmd', ['-P', 'n:6'], inFolder);
    expect(ended.code).toBe(1);
    expect(ended.message).toBe(
      'Error in check(params$n) : too many: 6\nTraceback (most recent call last):\n  report.Rmd#25: check(params$n)\n  report.Rmd#22: stop("too many: ", n)\n',
    );
    expect(ended.outputs.filter((file) => file.endsWith('.png'))).toHaveLength(1);
  });

  it('is rendered without Quarto where it is one of Quarto’s in R, and that is said', async () => {
    await folder.write('q.qmd', '---\ntitle: Q\n---\n\n```{r}\n#| eval: true\n6 * 7\n```\n');
    const ended = await folder.launch('Rscript', 'q.qmd');
    expect(ended).toMatchObject({ code: 0, outputs: ['q.html'] });
    expect(ended.log).toContain('Quarto was not found where the job runs: R Markdown renders q.qmd instead.');
    expect(await folder.readOutput('q.html')).toContain('[1] 42');
    const other = await folder.launch(python, 'q.qmd');
    expect(other).toMatchObject({ code: 127 });
    expect(other.message).toMatch(/^Quarto was not found .* https:\/\/quarto\.org$/mu);
  });
});

const cells = z.object({
  cells: z.array(z.object({ cell_type: z.string(), outputs: z.optional(z.array(z.looseObject({}))) })),
});
const code = (source: string, tags: string[] = []): object => ({
  cell_type: 'code',
  metadata: { tags },
  execution_count: null,
  outputs: [],
  source: source.split(/(?<=\n)/u),
});
const notebook = (...all: object[]): string =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 4,
    metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
    cells: [{ cell_type: 'markdown', metadata: {}, source: ['# Cars'] }, ...all],
  });

describe.skipIf(!hasNotebooks)('a notebook (needs nbconvert and ipykernel)', () => {
  beforeEach(() =>
    folder.write(
      'cars.ipynb',
      notebook(
        code("k = 3  # how many\nlabel = '01'\n", ['parameters']),
        code("print('k is', k, type(label).__name__, label)\nopen('out.csv', 'w').write(f'a\\n{k}\\n');"),
        code('def f(n):\n    return 1 / (3 - n)\n\nf(k - 1)'),
      ),
    ),
  );

  it('comes back with its outputs, and as a page', async () => {
    const ended = await folder.launch(python, 'cars.ipynb');
    expect(ended).toMatchObject({ code: 0, outputs: ['cars.html', 'cars.ipynb', 'out.csv'] });
    expect(ended.log).toContain('k is 3 str 01\n');
    const { cells: executed } = cells.parse(JSON.parse(await folder.readOutput('cars.ipynb')));
    expect(executed.map(({ outputs }) => outputs?.length)).toEqual([undefined, 0, 1, 1]);
    expect(executed[3]?.outputs?.[0]).toMatchObject({ data: { 'text/plain': ['1.0'] } });
    expect(await folder.readOutput('cars.html')).toContain('k is 3 str 01');
  });

  it('takes parameters, and fails at the line of its cell with what it had so far', async () => {
    const ended = await folder.launch(python, 'cars.ipynb', ['-P', 'k:4', '-P', 'label:7']);
    expect(ended).toMatchObject({ code: 1, outputs: ['cars.html', 'cars.ipynb', 'out.csv'] });
    expect(ended.log).toContain('k is 4 str 7\n');
    expect(ended.message).toBe(
      'ZeroDivisionError: division by zero\nTraceback (most recent call last):\n  cars.ipynb, cell 4, line 4\n',
    );
    expect(await folder.readOutput('out.csv')).toBe('a\n4\n');
    const unknown = await folder.launch(python, 'cars.ipynb', ['-P', 'm:4']);
    expect(unknown.message).toContain('cars.ipynb has no parameter m.');
  });

  it('says which package is missing, as a script does', async () => {
    const bare = await folder.launch(python, 'cars.ipynb', [], {
      environment: { PYTHONNOUSERSITE: '1', PYTHONPATH: '' },
    });
    expect(bare.code).toBe(0);
    await folder.write('nbconvert.py', 'raise ModuleNotFoundError("No module named \'nbconvert\'")');
    const ended = await folder.launch(python, 'cars.ipynb', [], { environment: { PYTHONPATH: folder.code } });
    expect(ended.message).toContain("ModuleNotFoundError: No module named 'nbconvert'");
  });
});
