# Rscript install.R packages.txt CRAN: installs the versions that the file lists, and no others.
arguments <- commandArgs(trailingOnly = TRUE)
wanted <- utils::read.table(arguments[[1]], col.names = c("name", "version"), colClasses = "character")
cran <- sub("/$", "", arguments[[2]])

# A repository of just these, for R to find their order.
repository <- tempfile("repository-")
sources <- file.path(repository, "src/contrib")
dir.create(sources, recursive = TRUE)
options(timeout = 300)
for (row in seq_len(nrow(wanted))) {
  name <- wanted$name[[row]]
  file <- sprintf("%s_%s.tar.gz", name, wanted$version[[row]])
  # The newest version of a package has its place, all before it have another.
  places <- paste(cran, c("src/contrib", paste0("src/contrib/Archive/", name)), file, sep = "/")
  fetch <- function(url) tryCatch(utils::download.file(url, file.path(sources, file), quiet = TRUE) == 0,
    error = function(e) FALSE, warning = function(w) FALSE)
  if (!any(vapply(places, function(url) file.size(file.path(sources, file)) %in% NA && fetch(url), NA)))
    stop("There is no ", file, " at ", cran, ".")
}
tools::write_PACKAGES(sources, type = "source")

utils::install.packages(wanted$name, repos = paste0("file://", repository), Ncpus = parallel::detectCores(),
  INSTALL_opts = c("--no-docs", "--no-test-load", "--without-keep.source"))

# install.packages only warns.
present <- utils::installed.packages()
versions <- present[match(wanted$name, rownames(present)), "Version"]
missing <- is.na(versions) | versions != wanted$version
if (any(missing)) stop("These could not be installed: ", paste(wanted$name[missing], collapse = ", "))
for (name in wanted$name) loadNamespace(name)
