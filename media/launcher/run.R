# Read by Rscript as the user profile, before the script: runs the script itself, so that an error comes with file and line.
# The command line stays what it was (commandArgs(), --file=), and the user's own profile is read first.

.First <- function() {
  rm(".First", envir = globalenv())
  own <- Sys.getenv("SAGEMAKER_RUNNER_R_PROFILE")
  # Processes that the script starts (parallel workers) are ordinary ones.
  Sys.unsetenv("SAGEMAKER_RUNNER_R_PROFILE")
  if (nzchar(own)) Sys.setenv(R_PROFILE_USER = own) else Sys.unsetenv("R_PROFILE_USER")
  profiles <- if (nzchar(own)) own else c(".Rprofile", "~/.Rprofile")
  profile <- Filter(file.exists, profiles)
  if (length(profile)) sys.source(profile[[1]], envir = globalenv())
  if (exists(".First", envir = globalenv(), inherits = FALSE)) get(".First", envir = globalenv())()
  base::.First.sys()

  # Rscript writes a space in a file's name as ~+~.
  file <- grep("^--file=", commandArgs(), value = TRUE)
  if (!length(file)) return(invisible())
  file <- gsub("~+~", " ", sub("^--file=", "", file[[1]]), fixed = TRUE)

  # Warnings show when they happen: a log is read while the script runs.
  options(keep.source = TRUE, warn = 1)

  say <- function(...) cat(..., "\n", sep = "", file = stderr())
  stopped <- function(heading, places) {
    say(heading)
    if (length(places)) {
      say("Traceback (most recent call last):")
      for (place in places) say("  ", place)
    }
    quit(save = "no", status = 1)
  }

  input <- file(file, encoding = "UTF-8-BOM")
  lines <- readLines(input, warn = FALSE)
  close(input)
  script <- tryCatch(
    parse(text = lines, srcfile = srcfilecopy(file, lines, isFile = TRUE), keep.source = TRUE),
    error = function(e) {
      # R numbers the lines of the text it parsed: the same as the file's.
      stopped(paste0("Error: the script has a syntax error\n", sub("^<text>", file, conditionMessage(e))), character())
    }
  )

  at <- function(ref) {
    if (is.null(ref)) return(NULL)
    paste0(attr(ref, "srcfile")$filename, "#", ref[[1]])
  }
  label <- function(call) {
    text <- deparse(call, width.cutoff = 100L, nlines = 1L)[[1]]
    if (nchar(text) > 100) paste0(substr(text, 1, 97), "...") else text
  }
  current <- NULL
  depth <- NULL
  handling <- c(".handleSimpleError", "signalCondition", "withRestarts")
  # The condition's own call is one of ours when the script raised it at its top level.
  callOf <- function(condition) {
    call <- conditionCall(condition)
    if (is.null(call) || identical(call, quote(eval(script[i], globalenv())))) NULL else label(call)
  }
  failed <- function(e) {
    calls <- sys.calls()
    calls <- calls[seq_along(calls) > depth]
    handler <- vapply(calls, function(call) is.name(call[[1]]) && as.character(call[[1]]) %in% handling, NA)
    # Where R itself raised the error, the handler's call carries the place of the statement that failed.
    failing <- if (any(handler)) at(attr(calls[[which(handler)[[1]]]], "srcref"))
    calls <- if (any(handler)) calls[seq_len(which(handler)[[1]] - 1)] else head(calls, -1)
    # A call of the script's top level carries no place of its own.
    where <- c(list(current), lapply(calls[-1], attr, "srcref"))[seq_along(calls)]
    # How a package came to fail inside itself is seldom the reader's concern: a few calls past the script's last one suffice.
    known <- max(0, which(!vapply(where, is.null, NA)))
    shown <- seq_len(min(length(calls), known + 3))
    places <- vapply(shown, function(n) paste(c(at(where[[n]]), label(calls[[n]])), collapse = ": "), "")
    if (!length(calls)) places <- at(current)
    if (length(calls) > length(shown)) places <- c(places, paste("...", length(calls) - length(shown), "more calls inside packages"))
    if (!is.null(failing) && !any(startsWith(places, paste0(failing, ":")))) places <- c(places, failing)
    call <- callOf(e)
    text <- conditionMessage(e)
    stopped(if (is.null(call)) paste0("Error: ", text) else paste0("Error in ", call, " : ", text), places)
  }
  warned <- function(w) {
    if (getOption("warn") != 1 || !is.null(callOf(w))) return()
    say("Warning: ", conditionMessage(w))
    invokeRestart("muffleWarning")
  }

  refs <- attr(script, "srcref")
  # withCallingHandlers, withVisible, eval and eval's own frame stand between here and the script.
  depth <- sys.nframe() + 4L
  withCallingHandlers(
    for (i in seq_along(script)) {
      current <- refs[[i]]
      result <- withVisible(eval(script[i], globalenv()))
      if (result$visible) if (isS4(result$value)) methods::show(result$value) else print(result$value)
    },
    error = failed,
    warning = warned
  )
  quit(save = "no", status = 0)
}
