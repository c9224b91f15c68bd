# Read by Rscript as the user profile, before the script: prepares the session so that an error comes with file and line.
#
# Rscript runs a script's statements without keeping their places. So it is given a file of ours, which is filled here, before R reads
# it, with a line for each statement of the script: the name of a promise of that statement. To the statement it is as if it stood there
# itself: at top level (`sys.nframe() == 0`), printed as R prints, an error as R tells it; but its functions know where they were written.
# All is found in base, whatever the script calls its own functions.

.First <- local(function() {
  rm(".First", envir = globalenv())
  own <- Sys.getenv("SAGEMAKER_RUNNER_R_PROFILE")
  file <- Sys.getenv("SAGEMAKER_RUNNER_R_SCRIPT")
  statements <- Sys.getenv("SAGEMAKER_RUNNER_R_STATEMENTS")
  # Processes that the script starts (parallel workers) are ordinary ones.
  Sys.unsetenv(c("SAGEMAKER_RUNNER_R_PROFILE", "SAGEMAKER_RUNNER_R_SCRIPT", "SAGEMAKER_RUNNER_R_STATEMENTS"))
  if (nzchar(own)) Sys.setenv(R_PROFILE_USER = own) else Sys.unsetenv("R_PROFILE_USER")

  # The command line is that of `Rscript script`: scripts find their own place by it. Rscript writes a space in a name as ~+~.
  shown <- commandArgs()
  ours <- grep("^--file=", shown)[1]
  if (is.na(ours)) return(invisible())
  shown[ours] <- paste0("--file=", gsub(" ", "~+~", file, fixed = TRUE))
  unlockBinding("commandArgs", baseenv())
  assign("commandArgs", envir = baseenv(), value = local(envir = list2env(list(args = shown), parent = baseenv()), function(trailingOnly = FALSE) {
    if (!trailingOnly) return(args)
    first <- match("--args", args)
    if (is.na(first)) character() else args[-seq_len(first)]
  }))
  lockBinding("commandArgs", baseenv())

  profiles <- if (nzchar(own)) own else c(".Rprofile", "~/.Rprofile")
  profile <- Filter(file.exists, profiles)
  if (length(profile)) sys.source(profile[[1]], envir = globalenv())
  if (exists(".First", envir = globalenv(), inherits = FALSE)) get(".First", envir = globalenv())()
  .First.sys()

  say <- function(...) cat(..., "\n", sep = "", file = stderr())
  input <- file(file, encoding = "UTF-8-BOM")
  lines <- readLines(input, warn = FALSE)
  close(input)
  script <- tryCatch(
    parse(text = lines, srcfile = srcfilecopy(file, lines, isFile = TRUE), keep.source = TRUE),
    error = function(e) {
      # R numbers the lines of the text it parsed: the same as the file's.
      say("Error: the script has a syntax error at ", sub("^<text>", file, conditionMessage(e)))
      quit(save = "no", status = 1)
    }
  )

  # Out of the way of ls() and rm(list = ls()).
  hidden <- new.env(parent = baseenv())
  places <- attr(script, "srcref")
  current <- NULL
  hidden$.sagemaker_runner <- function(number) current <<- places[[number]]
  # do.call() hands the statement over as it is, and delayedAssign() makes a promise of it.
  for (number in seq_along(script)) {
    do.call(delayedAssign, list(paste0(".statement ", number), script[[number]], globalenv(), hidden))
  }
  attach(hidden, name = "tools:sagemaker-runner", warn.conflicts = FALSE)

  at <- function(place) {
    if (is.null(place)) return(NULL)
    paste0(attr(place, "srcfile")$filename, "#", place[[1]])
  }
  label <- function(call) {
    text <- deparse(call, width.cutoff = 100L, nlines = 1L)[[1]]
    if (nchar(text) > 100) paste0(substr(text, 1, 97), "...") else text
  }
  # stop() and what signals a condition for R are calls as well, and nobody's concern.
  handling <- c(".handleSimpleError", "signalCondition", "withRestarts", "withOneRestart", "doWithOneRestart")
  failed <- function() {
    calls <- sys.calls()
    # The last call is this one. Where R itself raised the error, it carries the place of the statement that failed.
    failing <- at(attr(calls[[length(calls)]], "srcref"))
    calls <- calls[-length(calls)]
    handler <- vapply(calls, function(call) is.name(call[[1]]) && as.character(call[[1]]) %in% handling, NA)
    if (any(handler)) calls <- calls[seq_len(which(handler)[[1]] - 1)]
    # A call of the script's top level carries no place of its own.
    where <- c(list(current), lapply(calls[-1], attr, "srcref"))[seq_along(calls)]
    # How a package came to fail inside itself is seldom the reader's concern: a few calls past the script's last one suffice.
    known <- max(0, which(!vapply(where, is.null, NA)))
    shown <- seq_len(min(length(calls), known + 3))
    trace <- vapply(shown, function(n) paste(c(at(where[[n]]), label(calls[[n]])), collapse = ": "), "")
    if (!length(calls)) trace <- at(current)
    if (length(calls) > length(shown)) trace <- c(trace, paste("...", length(calls) - length(shown), "more calls inside packages"))
    if (!is.null(failing) && !any(startsWith(trace, paste0(failing, ":")))) trace <- c(trace, failing)
    say("Traceback (most recent call last):")
    for (line in trace) say("  ", line)
    quit(save = "no", status = 1)
  }
  # A script that sets this option itself has its own way with errors, as anywhere.
  # Warnings show when they happen: a log is read while the script runs.
  options(keep.source = TRUE, warn = 1, showErrorCalls = FALSE, error = failed)

  # R opened the file before it read this, and reads it from its beginning after.
  number <- seq_along(script)
  cat(sprintf("{ .sagemaker_runner(%dL); `.statement %d` }\n", number, number), sep = "", file = statements)
}, envir = baseenv())
