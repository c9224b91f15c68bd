import { describe, expect, it } from 'vitest';
import { readR } from '../../../../src/core/scripts/r/readR.ts';
import { loadCodeParser } from '../../../support/codeParser.ts';

const parser = await loadCodeParser();

/** Packages; `F:` and a file that is followed, `F:folder/*` for all of a folder; NOTE where something is told; WRAP for a function nobody calls. */
function told(code: string): string[] {
  const { uses, follows, unresolved, wrappers, called } = readR(parser.parse('r', code), 's.R');
  const files = follows.map(({ candidates: [first = ''], files }) => `F:${first}${files ? `${first && '/'}*` : ''}`);
  return [
    ...new Set(uses.map(({ name }) => name)),
    ...files,
    ...(unresolved.length > 0 ? ['NOTE'] : []),
    ...(wrappers.some(({ name }) => !called.has(name)) ? ['WRAP'] : []),
  ].sort();
}

describe('ways to load packages and to run files in R', () => {
  it.each([
    [
      'ipak <- function(pkg){ new.pkg <- pkg[!(pkg %in% installed.packages()[, "Package"])]\n if (length(new.pkg)) install.packages(new.pkg, dependencies = TRUE)\n sapply(pkg, require, character.only = TRUE)}\npackages <- c("a1", "b2")\nipak(packages)',
      'a1 b2',
    ],
    [
      'using <- function(...) { libs <- unlist(list(...)); req <- unlist(lapply(libs, require, character.only=TRUE)); need <- libs[req==FALSE]; if (length(need)>0) { install.packages(need); lapply(need, require, character.only=TRUE)}}\nusing("a1","b2")',
      'a1 b2',
    ],
    [
      'ensure <- function(pkg) { pkg <- as.character(substitute(pkg)); if (!require(pkg, character.only = TRUE)) install.packages(pkg) }\nensure(a1); ensure("b2")',
      'a1 b2',
    ],
    ['c("a1","b2") |> lapply(library, character.only = TRUE)', 'a1 b2'],
    ['c("a1","b2") %>% purrr::walk(~ library(.x, character.only = TRUE))', 'a1 b2 purrr'],
    ['pkgs <- list(cran = c("a1"), bioc = c("b2")); for (p in pkgs$cran) library(p, character.only=TRUE)', 'a1'],
    ['v <- c(a1 = "1.0", b2 = "2.0"); lapply(names(v), require, character.only = TRUE)', 'a1 b2'],
    ['load <- function(pkgs = c("a1", "b2")) invisible(lapply(pkgs, library, character.only = TRUE)); load()', 'a1 b2'],
    [
      'libs <- function(...) { x <- sapply(substitute(list(...))[-1], deparse); for (i in x) library(i, character.only = TRUE) }\nlibs(a1, b2)',
      'a1 b2',
    ],
    ['for (i in seq_along(p <- c("a1","b2"))) library(p[i], character.only=TRUE)', 'a1 b2'],
    ['a <- function(x) b(x); b <- function(y) requireNamespace(y, quietly = TRUE); a("a1")', 'a1'],
    [
      'attach_all <- function(w) sapply(w, one); one <- function(p) if (!suppressWarnings(require(p, character.only=TRUE))) stop(p); attach_all(c("a1","b2"))',
      'a1 b2',
    ],
    ['for (p in strsplit("a1 b2", " ")[[1]]) library(p, character.only = TRUE)', 'a1 b2'],
    ['lapply(paste0("a", 1:2), library, character.only=TRUE)', 'NOTE'],
    ['eval(parse(text = paste0("library(", "a1", ")")))', 'a1'],
    ['invisible(Map(library, c("a1","b2"), character.only = TRUE))', 'a1 b2'],
    ['foreach::foreach(i = 1:3, .packages = c("a1","b2")) %dopar% f(i)', 'a1 b2 foreach'],
    ['fut <- future::future({ 1 }, packages = "a1")', 'a1 future'],
    ['withr::with_package("a1", f())', 'a1 withr'],
    ['needs::needs(a1, b2 = "1.0")', 'a1 b2 needs'],
    ['renv::use("a1@1.0", "me/b2@v1")', 'a1 b2 renv'],
    [
      'library(import); import::from("a1", f); import::here(g, .from = b2); import::into("ops", "%>%", .from = magrittr)',
      'a1 b2 import magrittr',
    ],
    ['import::from("helpers.R", f, .character_only = TRUE)', 'import F:helpers.R'],
    ['library(data.table); d <- fread("x.csv.gz")', 'R.utils data.table'],
    ['data.table::fread(file.path("d", "x.csv.bz2"))', 'R.utils data.table'],
    ['library(ggplot2); ggsave(paste0(n, ".svg"), p); ggsave("a.png", device = "svg")', 'ggplot2 svglite'],
    ['library(ggplot2); ggsave("a.pdf", device = cairo_pdf)', 'ggplot2'],
    [
      'library(tidymodels); rand_forest(mode = "regression") %>% set_engine("ranger", importance = "impurity")',
      'ranger tidymodels',
    ],
    ['boost_tree(engine = "xgboost")', 'xgboost'],
    ['linear_reg() |> set_engine("lm")', ''],
    ['library(caret); train(y ~ x, data = d, method = "rf")', 'caret randomForest'],
    ['do.call("library", list("a1")); do.call(require, list(package = "b2"))', 'a1 b2'],
    ['sapply(c("a1"), FUN = "library", character.only = TRUE)', 'a1'],
    ['Rcpp::cppFunction(depends = "RcppArmadillo", code = "double f() { return 1; }")', 'Rcpp RcppArmadillo'],
    ['Rcpp::sourceCpp(code = "// [[Rcpp::depends(BH, RcppEigen)]]\\n#include <x>")', 'BH Rcpp RcppEigen'],
    [
      'mypkg <- "a1"; if (!requireNamespace(mypkg, quietly = TRUE)) install.packages(mypkg); library(mypkg, character.only = TRUE)',
      'a1',
    ],
    ['pkgs = c("a1"); pkgs[["x"]] <- "b2"; lapply(pkgs, library, ch = TRUE)', 'a1 b2'],
    ['tryCatch(library(a1), error = function(e) { install.packages("a1"); library(a1) })', 'a1'],
    [
      'library(targets); tar_option_set(packages = c("a1","b2")); list(tar_target(x, f(), packages = "c3"))',
      'a1 b2 c3 targets',
    ],
    ['p <- if (Sys.info()[["sysname"]] == "Linux") "a1" else "b2"; library(p, character.only = TRUE)', 'a1 b2'],
    [
      'load_or_install <- function(p) { if (!is.element(p, .packages(all.available = TRUE))) install.packages(p); library(p, character.only = TRUE) }\nvapply(c("a1","b2"), load_or_install, logical(1))',
      'a1 b2',
    ],
    ['Reduce(function(a, b) 1, x); library("a1")', 'a1'],
    ['library(a1); use <- function(x) x; use("no")', 'a1'],
    ['use("a1"); use(b)', 'a1 NOTE'],
    ['suppressMessages(pacman::p_load("a1", b2, c3/d4))', 'a1 b2 d4 pacman'],
    ['if (!require("pacman")) install.packages("pacman"); pacman::p_load(char = c("a1"), install = TRUE)', 'a1 pacman'],
    ['xfun::pkg_attach2(c("a1", "b2"))', 'a1 b2 xfun'],
    [
      'tmp <- lapply(list("a1", "b2"), function(x) { suppressWarnings(suppressMessages(require(x, character.only = T, quietly = T))) })',
      'a1 b2',
    ],
    ['reticulate::import("numpy")', 'reticulate NOTE'],
    [
      'cl <- parallel::makeCluster(2); parallel::clusterCall(cl, library, "a1", character.only = TRUE); parallel::clusterEvalQ(cl, { library(b2) })',
      'a1 b2 parallel',
    ],
    ['switch(x, a = library(a1), b = library(b2))', 'a1 b2'],
    ['f <- function(pkg) { library(pkg, character.only = TRUE) }', 'WRAP'],
    ['f <- \\(pkgs) purrr::walk(pkgs, \\(p) library(p, character.only = TRUE)); f(c("a1","b2"))', 'a1 b2 purrr'],
    ['wanted <- readLines("packages.txt"); lapply(wanted, library, character.only=TRUE)', 'NOTE'],
    ['setwd("x"); tryCatch({ source("a.R") }, error = function(e) print(e))', 'F:a.R'],
    [
      'script <- function(n) source(file.path("R", paste0(n, ".R"))); script("one"); script("two")',
      'F:R/one.R F:R/two.R',
    ],
    [
      'here <- dirname(rstudioapi::getSourceEditorContext()$path); source(file.path(here, "R/a.R"))',
      'rstudioapi F:R/a.R',
    ],
    ['purrr::walk(list.files(here::here("R"), full.names = TRUE), ~ source(.x))', 'here purrr F:R/*'],
    ['for (f in list.files("R", "\\\\.R$")) source(file.path("R", f))', 'F:R/*'],
    ['files <- Sys.glob("R/*.R"); sapply(files, source)', 'F:R/*'],
    ['list.files("R", full.names = TRUE) |> purrr::walk(source)', 'purrr F:R/*'],
    ['sapply(paste0("R/", c("a","b"), ".R"), source, .GlobalEnv)', 'F:R/a.R F:R/b.R'],
    ['targets::tar_source(); devtools::load_all(".")', 'targets devtools F:R/* F:R/*'],
    ['source(sprintf("R/%s.R", "a")); source(glue::glue("R/{n}.R")); n <- "b"', 'glue F:R/a.R F:R/b.R'],
    ['R.utils::sourceDirectory("lib")', 'R.utils F:lib/*'],
    [
      'system("Rscript more.R --x 1"); system2("Rscript", c("--vanilla", "two.R")); system("python3 x.py")',
      'NOTE F:more.R F:two.R',
    ],
    ['source(file.path(getwd(), "a.R")); source(paste0(dir, "/b.R"))', 'F:a.R F:b.R'],
    [
      'library(rmarkdown); for (f in c("a.Rmd","b.Rmd")) render(f); purrr::walk(dir_ls(glob = "*.qmd"), quarto::quarto_render)',
      'purrr quarto rmarkdown F:a.Rmd F:b.Rmd F:*',
    ],
    ['lapply(c("a1","b2"), \\(x) library(x, character.only = TRUE)) ; sapply(X = 1:3, FUN = function(i) i)', 'a1 b2'],
    ['rmarkdown::render(input = here::here("docs", "r.Rmd"), params = list(a = 1))', 'here rmarkdown F:docs/r.Rmd'],
    ['options(x = 1); lapply(c(1,2), function(n) paste(n)); source("R/a.R")$value', 'F:R/a.R'],
    ['data(list = "x", package = "a1"); system.file("x", package = "b2")', 'a1 b2'],
    ['library(rio); x <- import("a.json"); export(x, "b.ods")', 'jsonlite readODS rio'],
    ['library(modules); import("a1"); modules::use("R/m.R")', 'a1 modules F:R/m.R'],
    ['box::use(a1[f], b2, ./m)', 'a1 b2 box F:m.R'],
    ['map_dfr(x, f)', 'dplyr'],
    ['library("a1", "b2")', 'a1'],
    ['requireNamespace(c("a1"), quietly = TRUE) || stop("no")', 'a1'],
    ['a <- "a1"\nlibrary(a, character.only = TRUE)\nb <- get("x")\nlibrary(b, character.only = TRUE)', 'a1 NOTE'],
    [
      'load_pkgs <- function(pkgs) { for (pkg in pkgs) { if (!pkg %in% rownames(installed.packages())) { install.packages(pkg) }; suppressPackageStartupMessages(library(pkg, character.only = TRUE)) } }\nload_pkgs(c("a1", "b2"))',
      'a1 b2',
    ],
    ['library(conflicted); conflict_prefer("filter", "dplyr")', 'conflicted'],
  ])('%s', (code, expected) => {
    expect(told(code)).toEqual(expected.split(' ').filter(Boolean).sort());
  });
});
