import { describe, expect, it } from 'vitest';
import { readR } from '../../../../src/core/scripts/r/readR.ts';
import { loadCodeParser } from '../../../support/codeParser.ts';

const parser = await loadCodeParser();
const read = (code: string, file = 'script.R') => readR(parser.parse('r', code), file);
const names = (code: string): string[] => [...new Set(read(code).uses.map(({ name }) => name))];

describe('packages that an R script uses', () => {
  it.each([
    ['library(dplyr)', ['dplyr']],
    ['library("dplyr"); require(`tidyr`)', ['dplyr', 'tidyr']],
    ['library(package = dplyr, quietly = TRUE)', ['dplyr']],
    ['suppressPackageStartupMessages({ library(dplyr); require("ggplot2") })', ['dplyr', 'ggplot2']],
    ['x <- data.table::fread("x.csv") |> janitor::clean_names()', ['data.table', 'janitor']],
    ['f <- \\(x) x %>% rlang:::hidden()', ['rlang']],
    ['if (requireNamespace("arrow", quietly = TRUE)) 1', ['arrow']],
    ['loadNamespace("R6"); attachNamespace("zoo")', ['R6', 'zoo']],
    ['p <- "mgcv"; library(p, character.only = TRUE)', ['mgcv']],
    ['library("mgcv", character.only = TRUE)', ['mgcv']],
    ['pkgs <- c("a1", r"(b2)"); sapply(pkgs, library, character.only = TRUE)', ['a1', 'b2']],
    ['invisible(lapply(c("a1", "b2"), function(p) library(p, character.only = TRUE)))', ['a1', 'b2']],
    ['for (p in c("a1", "b2")) if (!require(p, character.only = TRUE)) install.packages(p)', ['a1', 'b2']],
    ['purrr::walk(c("a1"), require, character.only = TRUE)', ['purrr', 'a1']],
    ['c("a1") -> x; extra <- c(x, "b2"); lapply(X = extra, FUN = library, character.only = TRUE)', ['a1', 'b2']],
    ['do.call(library, list("a1"))', ['a1']],
    ['do.call("require", list("a1"))', ['a1']],
    ['pacman::p_load(dplyr, "tidyr", char = c("readr"))', ['pacman', 'dplyr', 'tidyr', 'readr']],
    ['librarian::shelf(dplyr, r-lib/cli)', ['librarian', 'dplyr', 'cli']],
    ['box::use(dplyr[filter, ...], t = tidyr, ./mod)', ['box', 'dplyr', 'tidyr']],
    ['import::from(magrittr, "%>%")', ['import', 'magrittr']],
    ['data("penguins", package = "palmerpenguins")', ['palmerpenguins']],
    ['# library(no)\n"library(no)"; r"(library(no))"', []],
    ['library(help = "no"); library()', []],
    ['my$library(no); library <- 1', []],
    // Functions of R whose names JavaScript's objects know as well.
    ['toString(c("no", "nor")); toString(x, ", "); do.call(toString, list("no")); lapply("no", toString)', []],
  ])('%s', (code, expected) => {
    expect(names(code).sort()).toEqual(expected.toSorted());
  });

  it('are found around what is wrong in the script, which is said', () => {
    const { uses, unresolved } = read('library(dplyr)\nx <- (1 + * 2)\nlibrary(tidyr)\n');
    expect(uses.map(({ name }) => name)).toEqual(['dplyr', 'tidyr']);
    expect(unresolved).toMatchObject([{ place: { file: 'script.R', line: 2 } }]);
  });

  it('are not sought in functions of R that only sound like something else', () => {
    expect(read('paste("Columns:", toString(names(x)))').unresolved).toEqual([]);
  });

  it('stand where they are written, in scripts of any alphabet and line end', () => {
    const { uses } = read('# Größe\r\nhéllo <- "日本"\r\nlibrary(dplyr)\r\n', 'R/größe.R');
    expect(uses).toEqual([{ name: 'dplyr', place: { file: 'R/größe.R', line: 3 } }]);
  });

  it.each([
    ['if (requireNamespace("x")) x::f()', true],
    ['tryCatch(library(x), error = function(e) NULL)', true],
    ['try(library(x))', true],
    ['ok <- tryCatch({ suppressWarnings(library(x)); TRUE }, error = function(e) FALSE)', true],
    ['tryCatch({ library(x); main() }, error = function(e) message("failed"))', false],
    ['tryCatch(x::f(1), error = function(e) NULL)', false],
    ['tryCatch(library(x), error = function(e) quit(status = 1))', false],
    ['tryCatch(library(x), error = function(e) { message("no"); stop(e) })', false],
    ['tryCatch(library(x), error = stop)', false],
    ['tryCatch(library(x), error = function(e) install.packages("x"))', false],
    ['tryCatch(library(x), finally = done())', false],
    ['try({ library(x); x::f(1) })', false],
    ['tryCatch(stop("a"), error = function(e) library(x))', false],
    ['if (!require(x)) install.packages("x")', false],
    ['if (!requireNamespace("x")) stop("needs x")', false],
    ['if (a > 1) library(x)', false],
  ])('%s: optional is %s', (code, optional) => {
    const { uses } = read(code);
    expect(uses.map((use) => use.optional ?? false)).toEqual(uses.map(() => optional));
    expect(uses.length).toBeGreaterThan(0);
  });

  it.each([
    ['library(x); remotes::install_github("owner/x@v1.2")', { kind: 'github', reference: 'owner/x@v1.2' }],
    ['library(x); devtools::install_github("owner/repo/x")', { kind: 'github', reference: 'owner/repo/x' }],
    ['library(x); pak::pak("owner/x")', { kind: 'github', reference: 'owner/x' }],
    ['library(x); pacman::p_load_gh("owner/x")', { kind: 'github', reference: 'owner/x' }],
    ['library(x); BiocManager::install(c("x", "y"))', { kind: 'bioconductor' }],
    ['library(x); install.packages("x")', undefined],
  ])('%s: comes from %o', (code, origin) => {
    expect(read(code).uses.find(({ name }) => name === 'x')?.origin).toEqual(origin);
  });

  it.each([
    ['x <- readline()\nlibrary(x, character.only = TRUE)', 'library(x, character.only = TRUE)', 2],
    [
      'lapply(commandArgs(TRUE), require, character.only = TRUE)',
      'lapply(commandArgs(TRUE), require, character.only = TRUE)',
      1,
    ],
    ['source(paste0(name, ".R"))', 'source(paste0(name, ".R"))', 1],
    ['source("https://example.org/x.R")', 'source("https://example.org/x.R")', 1],
  ])('what only running tells is said: %s', (code, text, line) => {
    expect(read(code).unresolved).toEqual([
      { text, place: { file: 'script.R', line }, reason: expect.any(String) as string },
    ]);
  });

  it.each([
    ['source("R/help.R")', 'script.R', ['R/help.R']],
    ['source(file.path("R", "help.R"), local = TRUE)', 'script.R', ['R/help.R']],
    ['source(here::here("R", "help.R"))', 'code/script.R', ['code/R/help.R', 'R/help.R']],
    ['for (f in c("a.R")) source(f)', 'script.R', ['a.R']],
    [
      'box::use(./mod/x[f])',
      'code/script.R',
      ['code/mod/x.R', 'code/mod/x.r', 'code/mod/x/__init__.R', 'code/mod/x/__init__.r'],
    ],
    ['box::use(../up)', 'code/script.R', ['up.R', 'up.r', 'up/__init__.R', 'up/__init__.r']],
  ])('%s in %s goes on in its file', (code, file, candidates) => {
    expect(read(code, file).follows.map((follow) => follow.candidates)).toEqual([candidates]);
  });
});
