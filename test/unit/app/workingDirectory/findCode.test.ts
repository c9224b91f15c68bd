import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFiles } from '../../../../src/adapters/files/index.ts';
import { findCode } from '../../../../src/app/workingDirectory/findCode.ts';
import { scriptLanguage } from '../../../../src/core/scripts/language.ts';
import { loadCodeParser } from '../../../support/codeParser.ts';

let project: string;
const files = createFiles();

beforeAll(async () => {
  project = await fs.mkdtemp(path.join(await fs.realpath(os.tmpdir()), 'project-'));
  for (const folder of ['steps/deep', 'steps/tables', 'data/raw', 'lib', 'out', '.git'])
    await fs.mkdir(path.join(project, folder), { recursive: true });
  await fs.writeFile(path.join(project, 'data/people.csv'), 'x\n1\n');
  await fs.writeFile(path.join(project, 'data/raw/one.csv'), 'x\n1\n');
  await fs.writeFile(path.join(project, 'lib/plots.R'), 'people <- read.csv("data/people.csv")\n');
  await fs.writeFile(path.join(project, 'lib/tools.py'), 'def f(): return 1\n');
  await fs.writeFile(path.join(project, 'steps/own.csv'), 'x\n1\n');
  await fs.writeFile(path.join(project, 'steps/tables/two.csv'), 'x\n1\n');
});

afterAll(() => fs.rm(project, { recursive: true }));

/** What is sent and where the script works, from the project on. */
async function found(script: string, text: string, code?: string): Promise<string> {
  const file = path.join(project, script);
  await fs.writeFile(file, text);
  const { code: sent, workingDirectory } = await findCode({
    files,
    parser: await loadCodeParser(),
    script: file,
    language: scriptLanguage(script),
    workspaceFolder: project,
    home: os.homedir(),
    ...(code !== undefined && { code: path.join(project, code) }),
  });
  await fs.rm(file);
  const told = (folder: string): string => path.relative(project, folder) || '.';
  return `${told(sent)} in ${told(workingDirectory)}`;
}

it.each([
  ['nothing but itself', 'steps/fit.R', 'x <- 1', 'steps in steps'],
  ['a file beside it', 'steps/fit.R', 'read.csv("own.csv")', 'steps in steps'],
  ['a folder beside it', 'steps/fit.R', 'list.files("tables")', 'steps in steps'],
  ['what lies beside its folder, from its folder', 'steps/fit.R', 'x <- read.csv("../data/people.csv")', '. in steps'],
  ['the same, two above', 'steps/deep/fit.R', 'x <- read.csv("../../data/people.csv")', '. in steps/deep'],
  ['what lies above it, nearer', 'steps/deep/fit.R', 'x <- read.csv("../own.csv")', 'steps in steps/deep'],
  ['what its project has, from the project', 'steps/fit.R', 'x <- read.csv("data/people.csv")', '. in .'],
  ['the same from deeper', 'steps/deep/fit.R', 'x <- read.csv("tables/two.csv")', 'steps in steps'],
  [
    'a path in parts',
    'steps/fit.R',
    'd <- file.path("..", "data")\nread.csv(file.path(d, "people.csv"))',
    '. in steps',
  ],
  ['a path by a name', 'steps/fit.R', 'd <- "../data/people.csv"; read.csv(d)', '. in steps'],
  ['a path made as it runs', 'steps/fit.R', 'read.csv(sprintf("../data/raw/%s.csv", "one"))', '. in steps'],
  ['a path pasted together', 'steps/fit.R', 'read.csv(paste0("data/raw/", "one", ".csv"))', '. in .'],
  ['here()', 'steps/fit.R', 'library(here)\nread.csv(here("data", "people.csv"))', '. in steps'],
  ['here::here() of what is not known', 'steps/fit.R', 'read.csv(here::here("data", name))', '. in steps'],
  ['here::i_am()', 'steps/deep/fit.R', 'here::i_am("deep/fit.R")', 'steps in steps/deep'],
  ['a working directory of its own', 'steps/fit.R', 'setwd("..")\nread.csv("data/people.csv")', '. in steps'],
  ['a script of another folder that reads', 'steps/fit.R', 'source("../lib/plots.R")', '. in steps'],
  ['a script of the project', 'steps/fit.R', 'source("lib/plots.R")', '. in .'],
  ['what it writes outside', 'steps/fit.R', 'write.csv(cars, "../results/cars.csv")', '. in steps'],
  [
    'no path: a formula, a pattern, an address',
    'steps/fit.R',
    'lm(a ~ b); grep("^../x$", "a/b"); url("http://a.b/data/people.csv")',
    'steps in steps',
  ],
  ['a word that is the name of a folder and no path', 'steps/fit.R', 'print("data"); x$out', 'steps in steps'],
  ['a Windows path', 'steps/fit.R', 'read.csv("..\\\\data\\\\people.csv")', '. in steps'],
  ['Python: from its folder', 'steps/fit.py', 'open("../data/people.csv")', '. in steps'],
  ['Python: from the project', 'steps/fit.py', 'import pandas as pd\npd.read_csv("data/people.csv")', '. in .'],
  [
    'Python: its own place',
    'steps/fit.py',
    'from pathlib import Path\nroot = Path(__file__).resolve().parent.parent\nopen(root / "data" / "people.csv")',
    '. in steps',
  ],
  [
    'Python: parents',
    'steps/deep/fit.py',
    'from pathlib import Path\nROOT = Path(__file__).parents[2]\nopen(ROOT / "data")',
    '. in steps/deep',
  ],
  [
    'Python: dirname',
    'steps/fit.py',
    'import os\nHERE = os.path.dirname(os.path.abspath(__file__))\nopen(os.path.join(HERE, "..", "data", "people.csv"))',
    '. in steps',
  ],
  [
    'Python: its own folder',
    'steps/fit.py',
    'from pathlib import Path\nopen(Path(__file__).parent / "own.csv")',
    'steps in steps',
  ],
  ['Python: parts', 'steps/fit.py', 'import os\nopen(os.path.join("..", "data", "people.csv"))', '. in steps'],
  [
    'Python: pathlib from the project',
    'steps/fit.py',
    'from pathlib import Path\nD = Path("data")\nopen(D / "people.csv")',
    '. in .',
  ],
  ['Python: an f-string', 'steps/fit.py', 'n = 1\nopen(f"../data/raw/{n}.csv")', '. in steps'],
  [
    'Python: modules of another folder',
    'steps/fit.py',
    'import sys\nsys.path.append("../lib")\nimport tools',
    '. in steps',
  ],
  ['Python: chdir', 'steps/fit.py', 'import os\nos.chdir("..")\nopen("data/people.csv")', '. in steps'],
  ['Python: a glob', 'steps/fit.py', 'import glob\nglob.glob("../data/raw/*.csv")', '. in steps'],
  [
    'Python: words only',
    'steps/fit.py',
    '"""Reads ../data/people.csv"""\nprint("data", "n/a", "1.5")',
    'steps in steps',
  ],
])('finds what a script needs: %s', async (_what, script, text, right) => {
  expect(await found(script, text)).toBe(right);
});

it('finds the working directory in a folder that somebody chose', async () => {
  expect(await found('steps/fit.R', 'x <- 1', '.')).toBe('. in steps');
  expect(await found('steps/fit.R', 'read.csv("data/people.csv")', '.')).toBe('. in .');
  expect(await found('steps/fit.R', 'read.csv("data/people.csv")', 'steps')).toBe('steps in steps');
});

it('never sends the home folder, nor what is above it', async () => {
  const file = path.join(project, 'steps/fit.R');
  await fs.writeFile(file, 'read.csv("../data/people.csv")');
  const parser = await loadCodeParser();
  const about = { files, parser, script: file, language: 'r' as const, workspaceFolder: undefined };
  expect((await findCode({ ...about, home: project })).code).toBe(path.join(project, 'steps'));
  expect((await findCode({ ...about, home: path.join(project, 'data') })).code).toBe(path.join(project, 'steps'));
});

it.each([
  ['R Markdown', 'steps/a.Rmd', '---\ntitle: x\n---\n```{r}\nread.csv("../data/people.csv")\n```\n', '. in steps'],
  ['a picture in it', 'steps/a.Rmd', 'See ![a plot](../data/plot.png)\n', '. in steps'],
  ['what its head names', 'steps/a.qmd', '---\nbibliography: ../data/refs.bib\n---\n', '. in steps'],
  ['code that is not run', 'steps/a.Rmd', '```{r eval=FALSE}\nread.csv("../data/people.csv")\n```\n', 'steps in steps'],
  [
    'a notebook',
    'steps/a.ipynb',
    '{"metadata": {}, "cells": [{"cell_type": "code", "source": ["x = 1\\n", "open(\\"data/people.csv\\")"]}]}',
    '. in .',
  ],
])('finds what a document needs: %s', async (_what, script, text, right) => {
  expect(await found(script, text)).toBe(right);
});
