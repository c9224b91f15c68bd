# Serves a model: GET /ping and POST /invocations, by a plumber.R of one's own or by the functions of an inference.R.

model <- "/opt/ml/model"
port <- as.integer(Sys.getenv("SAGEMAKER_BIND_TO_PORT", "8080"))
folders <- c(file.path(model, "code"), "/opt/program")
names <- Sys.getenv("SAGEMAKER_PROGRAM")
if (!nzchar(names)) names <- c("plumber.R", "inference.R")
found <- Filter(file.exists, c(outer(names, folders, function(name, folder) file.path(folder, name))))
if (length(found) == 0) {
  message("There is no ", paste(names, collapse = " or "), " in ", paste(folders, collapse = " or "), ".\n",
    "Put it into the folder \"code\" of the model, or copy it to /opt/program in an image of your own. ",
    "SAGEMAKER_PROGRAM names another file.")
  quit("no", status = 1)
}
script <- found[[1]]
setwd(dirname(script))

type <- function(header, otherwise) {
  given <- tolower(trimws(sub("[;,].*", "", if (is.null(header)) "" else header)))
  if (given %in% c("", "*/*")) otherwise else given
}

refuse <- function(status, ...) stop(structure(class = c("refusal", "error", "condition"),
  list(message = paste0(...), call = NULL, status = status)))

read_input <- function(body, content_type) {
  text <- rawToChar(body)
  Encoding(text) <- "UTF-8"
  read <- switch(content_type,
    "application/json" = jsonlite::fromJSON,
    "text/csv" = function(text) utils::read.csv(text = text, check.names = FALSE),
    refuse(415, "This model takes application/json and text/csv, not ", content_type, ".")
  )
  tryCatch(read(text), error = function(e) refuse(400, "This is no ", content_type, ": ", conditionMessage(e)))
}

write_output <- function(prediction, accept) {
  switch(accept,
    "application/json" = as.character(jsonlite::toJSON(prediction, digits = NA)),
    "text/csv" = paste0(utils::capture.output(utils::write.csv(prediction, row.names = FALSE)), "\n", collapse = ""),
    refuse(406, "This model answers in application/json and text/csv, not in ", accept, ".")
  )
}

# model_fn(model_dir) loads the model, once; predict_fn(data, model) answers. input_fn and output_fn may take these ones' places.
by_functions <- function(script) {
  own <- new.env(parent = globalenv())
  own$input_fn <- read_input
  own$output_fn <- write_output
  own$predict_fn <- function(data, model) stats::predict(model, data)
  sys.source(script, own)
  if (!is.function(own$model_fn)) stop(script, " has no function model_fn(model_dir).")
  loaded <- own$model_fn(model)
  # Whatever the content is said to be, it is read here.
  plumber::register_parser("bytes", function(...) function(value, ...) value, regex = ".*")
  plumber::pr_post(plumber::pr(), "/invocations", function(req, res) {
    accept <- type(req$HTTP_ACCEPT, "application/json")
    data <- own$input_fn(req$bodyRaw, type(req$HTTP_CONTENT_TYPE, "application/json"))
    res$body <- own$output_fn(own$predict_fn(data, loaded), accept)
    res$setHeader("Content-Type", accept)
    res
  }, parsers = "bytes")
}

has_route <- function(api, path) {
  any(vapply(unlist(api$endpoints), function(endpoint) identical(endpoint$path, path), NA))
}

api <- if (any(grepl("^#\\*", readLines(script, warn = FALSE)))) plumber::pr(script) else by_functions(script)
if (!has_route(api, "/ping")) {
  api <- plumber::pr_get(api, "/ping", function(res) {
    res$body <- ""
    res
  })
}
api <- plumber::pr_set_error(api, function(req, res, err) {
  message("Error: ", conditionMessage(err))
  res$status <- if (inherits(err, "refusal")) err$status else 500L
  res$setHeader("Content-Type", "text/plain; charset=utf-8")
  res$body <- conditionMessage(err)
  res
})
message("Serving ", script, " on port ", port)
plumber::pr_run(api, host = "0.0.0.0", port = port, docs = FALSE, quiet = TRUE)
