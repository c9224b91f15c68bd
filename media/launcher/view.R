# Read by R as it starts: View() shows its table among the job's outputs, as there is no screen for its window.

local({
  outputs <- Sys.getenv("SAGEMAKER_RUNNER_OUTPUTS", file.path(Sys.getenv("SAGEMAKER_BASE_DIR", "/opt/ml"), "processing", "output"))

  View <- function(x, title) {
    name <- if (missing(title)) deparse(substitute(x), 500L)[[1]] else as.character(title)[[1]]
    table <- as.data.frame(x)
    # What is a list in each row has no place in a CSV.
    for (column in which(vapply(table, is.list, NA))) {
      table[[column]] <- vapply(table[[column]], function(cell) paste(format(cell, trim = TRUE), collapse = ", "), "")
    }
    rows <- .row_names_info(table) > 0L
    safe <- gsub("^[. ]+|[. ]+$", "", gsub("[^[:alnum:]._ -]+", "-", substr(enc2utf8(name), 1L, 80L)))
    dir.create(outputs, showWarnings = FALSE, recursive = TRUE)
    file <- file.path(outputs, paste0("View-", if (nzchar(safe)) safe else "data", ".csv"))
    utils::write.csv(table, file, row.names = rows, fileEncoding = "UTF-8")
    invisible(NULL)
  }

  utils <- asNamespace("utils")
  environment(View) <- list2env(list(outputs = outputs), parent = utils)
  unlockBinding("View", utils)
  assign("View", View, envir = utils)
  lockBinding("View", utils)
}, envir = new.env(parent = baseenv()))
