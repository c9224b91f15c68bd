# Renders an R Markdown or Quarto document in a job: render.R DOCUMENT [ARGUMENT...]
#
# As a fresh session renders it: in the global environment, from the working directory. Its parameters come as `-P name:value`, as Quarto takes
# them; a value is read as YAML, as those in the document are.

local({
  arguments <- commandArgs(trailingOnly = TRUE)
  document <- arguments[[1]]
  at <- which(arguments[-length(arguments)] == "-P") + 1L
  words <- regmatches(arguments[at], regexec("^([^:=]+)[:=](.*)$", arguments[at]))
  if (any(lengths(words) == 0L)) stop("A parameter is written as -P name:value, not as ", arguments[at][lengths(words) == 0L][[1]], call. = FALSE)
  loadNamespace("rmarkdown")
  # As knitr reads them: to plain YAML a parameter `n` would be FALSE.
  declared <- knitr::knit_params(readLines(document, warn = FALSE, encoding = "UTF-8"))
  known <- lapply(declared, `[[`, "value")
  read <- function(text, name) {
    if (inherits(known[[name]], "Date")) return(as.Date(text))
    value <- tryCatch(yaml::yaml.load(text), error = function(e) text)
    # A text stays one, whatever it looks like.
    if (is.character(known[[name]]) && !is.character(value)) text else value
  }
  params <- lapply(words, function(word) read(word[[3]], word[[2]]))
  names(params) <- vapply(words, `[[`, "", 2L)
  unknown <- setdiff(names(params), names(known))
  if (length(unknown)) stop(document, " has no parameter ", paste(unknown, collapse = ", "), ". It has: ", paste(names(known), collapse = ", "), call. = FALSE)
  written <- rmarkdown::render(
    document,
    params = if (length(params)) params,
    knit_root_dir = getwd(),
    envir = globalenv(),
    quiet = TRUE
  )
  message("Output created: ", basename(written))
})
