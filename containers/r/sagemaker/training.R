# Prints the command that runs the training script, quoted for the shell: its hyperparameters as arguments, its folders as SM_… variables.

root <- "/opt/ml"
config <- function(name) {
  file <- file.path(root, "input/config", name)
  values <- if (file.exists(file)) jsonlite::fromJSON(file, simplifyVector = FALSE) else list()
  # Without names, nothing would be an array.
  if (length(values) == 0) stats::setNames(list(), character()) else values
}

# The SageMaker SDK encodes values as JSON when it brings a folder of code, and leaves them as they are when not.
plain <- function(value) {
  decoded <- tryCatch(jsonlite::fromJSON(value), error = function(e) value)
  if (is.character(decoded) && length(decoded) == 1) decoded else value
}

hyperparameters <- lapply(config("hyperparameters.json"), function(value) plain(as.character(value)))
own <- hyperparameters[!startsWith(names(hyperparameters), "sagemaker_")]

# Code comes as a channel, as an archive in that channel, or in the image.
folders <- c(file.path(root, "input/data/code"), "/opt/program")
archive <- file.path(folders[[1]], "sourcedir.tar.gz")
if (file.exists(archive)) {
  unpacked <- tempfile("code-", "/tmp")
  utils::untar(archive, exdir = unpacked)
  folders <- c(unpacked, folders)
}

program <- Sys.getenv("SAGEMAKER_PROGRAM")
if (!nzchar(program)) program <- hyperparameters[["sagemaker_program"]]
if (is.null(program)) program <- "train.R"
found <- Filter(file.exists, if (startsWith(program, "/")) program else file.path(folders, program))
if (length(found) == 0) {
  message("There is no ", program, " in ", paste(folders, collapse = ", "), ".\n",
    "Give its folder as the channel \"code\", or copy it to /opt/program in an image of your own. ",
    "SAGEMAKER_PROGRAM names another file.")
  quit("no", status = 1)
}
script <- found[[1]]

channels <- names(config("inputdataconfig.json"))
variables <- c(
  SM_MODEL_DIR = file.path(root, "model"),
  SM_OUTPUT_DATA_DIR = file.path(root, "output/data"),
  SM_HPS = as.character(jsonlite::toJSON(own, auto_unbox = TRUE)),
  stats::setNames(file.path(root, "input/data", channels), sprintf("SM_CHANNEL_%s", toupper(channels))),
  R_PROFILE_USER = "/opt/sagemaker/failure.R"
)
arguments <- unlist(Map(function(name, value) c(paste0("--", name), value), names(own), own), use.names = FALSE)
words <- c("env", "-C", dirname(script), paste0(names(variables), "=", variables), "Rscript", script, arguments)
cat(vapply(as.character(words), shQuote, "", type = "sh"))
