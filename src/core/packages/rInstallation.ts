import type { PackageNeed } from '../scripts/needs.ts';

/**
 * Installs into a folder of its own, and moves into the library what is there as a whole and can be loaded: a library never has half a
 * package. Repositories are those of the user's own R; where none is chosen, binaries of Posit for this Linux, else CRAN.
 */
const program = `
args <- commandArgs(TRUE)
args <- args[args != "--args"]
staging <- args[1]
minor <- paste(R.version$major, sub("\\\\..*$", "", R.version$minor), sep = ".")
library_of <- gsub("%v", minor, gsub("%p", R.version$platform, args[2], fixed = TRUE), fixed = TRUE)
wanted <- strsplit(args[-(1:2)], " ", fixed = TRUE)
kind <- vapply(wanted, "[", "", 1)
package <- vapply(wanted, "[", "", 2)
from <- vapply(wanted, "[", "", 3)
for (folder in c(staging, library_of)) dir.create(folder, recursive = TRUE, showWarnings = FALSE)
.libPaths(c(staging, library_of, .libPaths()))
usual <- function() {
  release <- if (file.exists("/etc/os-release")) readLines("/etc/os-release") else character()
  code <- gsub("^VERSION_CODENAME=|\\"", "", grep("^VERSION_CODENAME=", release, value = TRUE))
  known <- c("focal", "jammy", "noble", "bullseye", "bookworm")
  if (R.version$arch == "x86_64" && length(code) == 1 && code %in% known) {
    return(sprintf("https://packagemanager.posit.co/cran/__linux__/%s/latest", code))
  }
  "https://cloud.r-project.org"
}
repos <- getOption("repos")
if (length(repos) == 0 || identical(unname(repos["CRAN"]), "@CRAN@")) repos <- c(repos[repos != "@CRAN@"], CRAN = usual())
options(
  repos = repos, Ncpus = max(1L, parallel::detectCores(), na.rm = TRUE), timeout = max(600, getOption("timeout")),
  install.packages.compile.from.source = "never", menu.graphics = FALSE
)
is_there <- function(name) nzchar(system.file(package = name))
tools <- c(if (any(kind %in% c("github", "url"))) "remotes", if ("bioconductor" %in% kind) "BiocManager")
tools <- tools[!vapply(tools, is_there, NA)]
install <- function(...) tryCatch(..., error = function(e) message("Error: ", conditionMessage(e)))
cran <- c(tools, package[kind == "cran"])
if (length(cran) > 0) install(install.packages(cran, lib = staging))
bioconductor <- package[kind == "bioconductor"]
if (length(bioconductor) > 0) install(BiocManager::install(bioconductor, lib = staging, ask = FALSE, update = FALSE))
for (reference in from[kind == "github"]) install(remotes::install_github(reference, lib = staging, upgrade = "never"))
for (reference in from[kind == "url"]) {
  archive <- grepl("\\\\.(zip|tar\\\\.gz|tgz)$", reference)
  install((if (archive) remotes::install_url else remotes::install_git)(reference, lib = staging, upgrade = "never"))
}
check <- 'for (name in commandArgs(TRUE)) if (name != "--args") tryCatch(invisible(suppressWarnings(loadNamespace(name))),
  error = function(e) { message("Error: ", conditionMessage(e)); cat("\\n@failed ", name, "\\n", sep = "") })'
front <- file.path(R.home("bin"), if (.Platform$OS.type == "windows") "Rscript.exe" else "Rscript")
Sys.setenv(R_LIBS = paste(.libPaths(), collapse = .Platform$path.sep))
told <- system2(front, c("--no-init-file", "-e", shQuote(check), "--args", package), stdout = TRUE)
failed <- sub("^@failed ", "", grep("^@failed ", told, value = TRUE))
for (folder in list.dirs(staging, recursive = FALSE)) {
  name <- basename(folder)
  if (name %in% failed || !file.exists(file.path(folder, "Meta", "package.rds"))) next
  target <- file.path(library_of, name)
  unlink(target, recursive = TRUE)
  if (!file.rename(folder, target)) failed <- c(failed, name)
  cat(sprintf("%s %s\\n", name, utils::packageDescription(name, library_of, "Version")))
}
for (name in unique(failed)) cat("@failed ", name, "\\n", sep = "")
quit(status = if (length(failed) > 0) 1L else 0L)
`;

/** Arguments for Rscript that install packages. `staging`: a folder of the installation's own; `library` as `R_LIBS_USER` writes it. */
export function rInstallArguments(staging: string, library: string, packages: readonly PackageNeed[]): string[] {
  return ['-e', program, '--args', staging, library, ...packages.map(wanted)];
}

function wanted({ name, origin }: PackageNeed): string {
  if (origin === undefined) return `cran ${name}`;
  return origin.kind === 'bioconductor' ? `bioconductor ${name}` : `${origin.kind} ${name} ${origin.reference}`;
}

/** The packages that could not be had, as the program tells it. */
export function failedOfR(stdout: string): string[] {
  return [...new Set([...stdout.matchAll(/^@failed (\S+)/gmu)].map(([, name = '']) => name))];
}
