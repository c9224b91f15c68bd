import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFiles } from '../../../../src/adapters/files/index.ts';
import { readNeeds } from '../../../../src/app/dockerfile/readNeeds.ts';
import type { CodeNeeds } from '../../../../src/core/scripts/needs.ts';
import { loadCodeParser } from '../../../support/codeParser.ts';

const parser = await loadCodeParser();
let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(tmpdir(), 'sagemaker-runner-needs-'));
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

/** What the first of the files needs, in a folder that holds them all. */
async function needsOf(texts: Readonly<Record<string, string | Buffer>>): Promise<CodeNeeds> {
  for (const [name, text] of Object.entries(texts)) {
    await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await fs.writeFile(path.join(folder, name), text);
  }
  const [script = ''] = Object.keys(texts);
  const language = script.endsWith('.py') ? 'python' : 'r';
  return readNeeds({ files: createFiles(), parser, folder, scripts: [script], language });
}

const shown = ({ packages }: CodeNeeds): string[] =>
  packages.map(({ name, version, places }) => {
    const where = places.map(({ file, line }) => `${file}:${line}`).join(' ');
    return `${name}${version === undefined ? '' : `==${version}`} ${where}`;
  });

describe('what scripts of a folder need', () => {
  it('R: through sourced files, without R’s own packages and the folder’s', async () => {
    const needs = await needsOf({
      'study.R': 'library(dplyr)\nlibrary(stats)\nlibrary(mine)\nsource("R/a.R")\nsource("gone.R")',
      'R/a.R': 'zoo::zoo(1)\nsource("R/b.R")\nsource("study.R")',
      'R/b.R': 'library(limma)\ndplyr::n()',
      DESCRIPTION: 'Package: mine\n',
    });
    expect(shown(needs)).toEqual(['dplyr study.R:1 R/b.R:2', 'limma R/b.R:1', 'zoo R/a.R:1']);
    expect(needs.packages[1]?.origin).toEqual({ kind: 'bioconductor' });
    expect(needs.unresolved).toMatchObject([{ text: 'gone.R', place: { file: 'study.R', line: 5 } }]);
  });

  it('R: through functions of other files that load what their callers name', async () => {
    const needs = await needsOf({
      'study.R': 'source("R/load.R")\nattach_all(c("dplyr", "zoo"))\nuse_file("model")\nlazy <- "no"',
      'R/load.R':
        'attach_all <- function(wanted) for (one in wanted) need(one)\n' +
        'need <- function(one) if (!require(one, character.only = TRUE)) install.packages(one)\n' +
        'use_file <- function(name) source(file.path("R", paste0(name, ".R")))\n' +
        'never <- function(package) library(package, character.only = TRUE)',
      'R/model.R': 'library(lme4)',
    });
    expect(shown(needs)).toEqual(['dplyr study.R:2', 'lme4 R/model.R:1', 'zoo study.R:2']);
    expect(needs.unresolved).toMatchObject([{ text: 'never', place: { file: 'R/load.R', line: 4 } }]);
  });

  it('R: through all files of a folder, and no others', async () => {
    const needs = await needsOf({
      'study.R':
        'invisible(lapply(list.files("R", pattern = "^[a-z]+\\\\.R$", full.names = TRUE), source))\n' +
        'purrr::walk(fs::dir_ls("lib", recurse = TRUE), source)\nsapply(list.files("gone"), source)',
      'R/a.R': 'library(zoo)',
      'R/Draft.R': 'library(no)',
      'R/deep/b.R': 'library(no)',
      'lib/deep/b.R': 'library(xts)',
      'lib/notes.txt': 'library(no)',
    });
    expect(needs.packages.map(({ name }) => name)).toEqual(['fs', 'purrr', 'xts', 'zoo']);
    expect(needs.unresolved).toMatchObject([{ text: 'gone', place: { line: 3 } }]);
  });

  it('R: through documents that are rendered, with what renders them, and C++ that is built', async () => {
    const needs = await needsOf({
      'build.R':
        'rmarkdown::render("report.Rmd")\nquarto::quarto_render("slides.qmd")\nknitr::spin("notes.R")\nRcpp::sourceCpp("fast.cpp")',
      'report.Rmd':
        '---\noutput: bookdown::html_document2\n---\n```{r, child="part.Rmd"}\n```\n```{r}\nlibrary(gt)\n```\nIt is `r scales::percent(1)`.',
      'part.Rmd': '```{r, eval=FALSE}\nlibrary(no)\n```\n```{r}\nlibrary(zoo)\n```',
      'slides.qmd': '---\nformat: revealjs\n---\n```{r}\nlibrary(patchwork)\n```\n```{python}\nimport numpy\n```',
      'notes.R': "#' # Notes\nlibrary(xts)",
      'fast.cpp': '// [[Rcpp::depends(RcppArmadillo, BH)]]\n',
    });
    expect(shown(needs).map((text) => text.replace(/ build\.R:\d/u, ''))).toEqual([
      'BH fast.cpp:1',
      'bookdown report.Rmd:2',
      'gt report.Rmd:7',
      'knitr report.Rmd:1 slides.qmd:1 part.Rmd:1',
      'patchwork slides.qmd:5',
      'quarto',
      'Rcpp',
      'RcppArmadillo fast.cpp:1',
      'reticulate slides.qmd:7',
      'rmarkdown report.Rmd:1 slides.qmd:1 part.Rmd:1',
      'scales report.Rmd:9',
      'xts notes.R:2',
      'zoo part.Rmd:5',
    ]);
    expect(needs.unresolved).toMatchObject([{ text: 'slides.qmd', place: { line: 8 } }]);
  });

  it('Python: through modules of the folder, which are no packages', async () => {
    const needs = await needsOf({
      'code/study.py': 'import numpy, helper\nfrom lib.io import read\nfrom . import beside\nimport tools.x',
      'code/helper.py': 'import sklearn.svm',
      'code/beside.py': 'import helper\nimport yaml',
      'lib/io.py': 'import boto3',
      'src/tools/x.py': 'from PIL import Image',
    });
    expect(shown(needs)).toEqual([
      'boto3 lib/io.py:1',
      'numpy code/study.py:1',
      'pillow src/tools/x.py:1',
      'pyyaml code/beside.py:2',
      'scikit-learn code/helper.py:1',
    ]);
  });

  it('Python: through functions of other files, notebooks that are run, and what reads tables', async () => {
    const needs = await needsOf({
      'study.py':
        'import papermill as pm, pandas as pd\nfrom tools import need\nneed("numpy")\n' +
        'pm.execute_notebook("in.ipynb", "out.ipynb")\npd.read_csv("s3://bucket/a.csv")',
      'tools.py': 'import importlib\ndef need(name):\n    return importlib.import_module(name)',
      'in.ipynb': JSON.stringify(
        { cells: [{ cell_type: 'code', source: ['%matplotlib inline\n', 'import seaborn'] }] },
        null,
        1,
      ),
    });
    expect(needs.packages.map(({ name }) => name)).toEqual([
      'ipykernel',
      'numpy',
      'pandas',
      'papermill',
      's3fs',
      'seaborn',
    ]);
    expect(needs.packages.find(({ name }) => name === 'seaborn')?.places).toEqual([{ file: 'in.ipynb', line: 7 }]);
    expect(needs.unresolved).toEqual([]);
  });

  it('Python: folders that are packages themselves bring none of PyPI', async () => {
    const needs = await needsOf({
      'src/train.py': 'import pandas\nfrom sklearn import svm\nimport helper.io',
      'src/__init__.py': '',
      '__init__.py': '',
      'src/helper/__init__.py': '',
      'src/helper/io.py': 'import boto3',
    });
    expect(shown(needs)).toEqual(['boto3 src/helper/io.py:1', 'pandas src/train.py:1', 'scikit-learn src/train.py:2']);
  });

  it('Python: folders that the script adds to its path', async () => {
    const needs = await needsOf({
      'code/a.py':
        'import os, sys\nsys.path.append(os.path.join(os.path.dirname(__file__), "..", "lib"))\nfrom helpers import load',
      'lib/helpers.py': 'import yaml',
    });
    expect(shown(needs)).toEqual(['pyyaml lib/helpers.py:1']);
  });

  it('names and versions that are none are told, and go no further', async () => {
    const Packages = { a: { Package: '-e' }, b: { Package: 'invisible(file.create("x"))' }, c: { Package: 'zoo' } };
    const lock = { R: { Version: '4.3.1\nRUN id' }, Packages };
    const needs = await needsOf({ 'a.R': '', 'renv.lock': JSON.stringify(lock) });
    expect(needs.packages.map(({ name }) => name)).toEqual(['zoo']);
    expect(needs).toMatchObject({ listed: 1 });
    expect(needs.runtime).toBeUndefined();
    expect(needs.unresolved.map(({ text }) => text)).toEqual(['-e', 'invisible(file.create("x"))', '4.3.1\nRUN id']);
  });

  it('DESCRIPTION lists packages of Bioconductor as if they were CRAN’s', async () => {
    const needs = await needsOf({ 'a.R': '', DESCRIPTION: 'Imports: DESeq2, dplyr\n' });
    expect(needs.packages.map(({ name, origin }) => [name, origin?.kind])).toEqual([
      ['DESeq2', 'bioconductor'],
      ['dplyr', undefined],
    ]);
  });

  it('a lock file wins over the code, and is told with what it forgets', async () => {
    const lock = { R: { Version: '4.3.1' }, Packages: { dplyr: { Package: 'dplyr', Version: '1.1.4' } } };
    const needs = await needsOf({ 'a.R': 'library(dplyr)\nlibrary(zoo)', 'renv.lock': JSON.stringify(lock) });
    expect(needs).toMatchObject({ runtime: '4.3.1', listed: 1, source: { kind: 'renv.lock', path: 'renv.lock' } });
    expect(shown(needs)).toEqual(['dplyr==1.1.4 a.R:1 renv.lock:1', 'zoo a.R:2']);
  });

  it('requirements are told with the files they bring in; other names for the same module do', async () => {
    const needs = await needsOf({
      'a.py': 'import cv2, attr\nimport psycopg2',
      'requirements.txt': '-r more/base.txt\n-r gone.txt\n-r https://example.org/r.txt\npsycopg2==2.9\nattrs==23.2',
      'more/base.txt': 'opencv-python==4.9.0.80\n-c limits.txt',
      'more/limits.txt': 'urllib3<2',
      '.python-version': '3.12.1\n',
    });
    expect(needs).toMatchObject({
      runtime: '3.12.1',
      listed: 3,
      source: { path: 'requirements.txt', includes: ['more/base.txt', 'more/limits.txt'] },
    });
    expect(shown(needs)).toEqual([
      'psycopg2==2.9 a.py:2 requirements.txt:4',
      'attrs==23.2 a.py:1 requirements.txt:5',
      'opencv-python==4.9.0.80 a.py:1 more/base.txt:1',
    ]);
  });

  it('files that are not there, and credentials, are told', async () => {
    const needs = await needsOf({
      'a.py': '',
      'requirements.txt': '-r gone.txt\n--extra-index-url https://me:secret@example.org/simple\nnumpy',
    });
    expect(needs.unresolved.map(({ text, place }) => `${place?.file}:${place?.line} ${text}`)).toEqual([
      'requirements.txt:2 requirements.txt',
      'requirements.txt:1 gone.txt',
    ]);
    expect(JSON.stringify(needs)).not.toContain('secret@');
  });

  it('an environment of Python is none of R', async () => {
    const environment = 'dependencies: [python=3.11, numpy]';
    const needs = await needsOf({ 'a.R': 'library(zoo)', 'environment.yml': environment, DESCRIPTION: 'Imports: cli' });
    expect(needs.source).toMatchObject({ kind: 'DESCRIPTION' });
    expect(shown(needs)).toEqual(['cli DESCRIPTION:1', 'zoo a.R:1']);
  });

  it('a pyproject.toml that only sets up tools does not count; a setup.py is said not to be read', async () => {
    const needs = await needsOf({ 'a.py': 'import numpy', 'pyproject.toml': '[tool.ruff]\n', 'setup.py': '' });
    expect(needs.source).toBeUndefined();
    expect(shown(needs)).toEqual(['numpy a.py:1']);
    expect(needs.unresolved).toMatchObject([{ text: 'setup.py' }]);
  });

  it.each([
    ['utf16le', Buffer.from([0xff, 0xfe])],
    ['utf8', Buffer.from([0xef, 0xbb, 0xbf])],
  ] as const)('requirements that an editor of Windows wrote as %s', async (encoding, mark) => {
    const text = Buffer.concat([mark, Buffer.from('numpy==1.26.4\r\nrequests>=2.31\r\n', encoding)]);
    const needs = await needsOf({ 'a.py': 'import requests', 'requirements.txt': text });
    expect(needs.packages.map(({ name, version, constraint }) => [name, version ?? constraint])).toEqual([
      ['numpy', '1.26.4'],
      ['requests', '>=2.31'],
    ]);
    expect(needs.unresolved).toEqual([]);
  });

  it('a script’s own list wins over the folder’s', async () => {
    const head = '# /// script\n# dependencies = ["pandas<2.3"]\n# ///\n';
    const needs = await needsOf({ 'a.py': `${head}import pandas, rich`, 'requirements.txt': 'pandas==1.0\nno' });
    expect(needs).toMatchObject({ listed: 1 });
    expect(needs.source).toBeUndefined();
    expect(needs.packages.map(({ name, constraint }) => name + (constraint ?? ''))).toEqual(['pandas<2.3', 'rich']);
  });

  it('files that a pyproject.toml names', async () => {
    const needs = await needsOf({
      'a.py': '',
      'pyproject.toml':
        '[project]\nname = "a"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["req/base.txt"] }',
      'req/base.txt': 'numpy>=1.26',
    });
    expect(shown(needs)).toEqual(['numpy req/base.txt:1']);
    expect(needs.unresolved).toEqual([]);
  });
});
