# Read by R as it starts, before any profile: sees which error ended the script, and tells the launcher.
#
# Rscript itself runs the script, and nothing of the user's is replaced: no option, no profile, no function (but View, in view.R), no line of the log. Two things
# of R's own are used, and neither can be seen from a script: a handler at the very bottom of the stack, which R calls for an error
# that nobody else handles, and a finalizer of the global environment, which R runs last of all as the process ends.

local({
  report <- Sys.getenv("SAGEMAKER_RUNNER_REPORT")
  script <- Sys.getenv("SAGEMAKER_RUNNER_SCRIPT")
  view <- file.path(dirname(Sys.getenv("R_TESTS")), "view.R")
  # Processes that the script starts are ordinary ones; those that it forks are not the script.
  Sys.unsetenv(c("R_TESTS", "SAGEMAKER_RUNNER_REPORT", "SAGEMAKER_RUNNER_SCRIPT", "SAGEMAKER_RUNNER_CODE"))
  if (!nzchar(report)) return(invisible())
  tryCatch(sys.source(view, new.env(parent = baseenv())), error = function(e) NULL)
  process <- Sys.getpid()
  file <- normalizePath(script, mustWork = FALSE)
  unhandled <- NULL

  openers <- list(base::file, gzfile, bzfile, xzfile, url, unz, fifo)
  # What leads from an error to a handler is nobody's concern.
  signals <- c(".handleSimpleError", ".signalSimpleWarning", "signalCondition", "signal_abort")
  remember <- function(condition, depth) {
    calls <- sys.calls()[seq_len(depth)]
    signal <- which(vapply(calls, function(call) is.name(call[[1]]) && as.character(call[[1]]) %in% signals, NA))
    count <- if (length(signal)) signal[[1]] - 1L else depth
    # Of an endless recursion the beginning tells all.
    kept <- seq_len(min(count, 60L))
    opened <- if (count > 0 && any(vapply(openers, identical, NA, sys.function(count)))) sys.frame(count)$description
    unhandled <<- list(
      condition = condition,
      calls = as.list(calls[kept]),
      functions = lapply(kept, sys.function),
      parents = sys.parents()[kept],
      opened = opened
    )
  }
  seen <- function(condition) {
    depth <- sys.nframe() - 1L
    tryCatch(remember(condition, depth), error = function(e) NULL)
  }

  one <- function(call) paste(deparse(call, 500L, control = c("keepNA", "keepInteger")), collapse = "\n")
  short <- function(text, most) if (nchar(text) > most) paste0(substr(text, 1L, most - 3L), "...") else text
  # As R itself says it in the language of the session.
  r <- function(text) if ("trim" %in% names(formals(gettext))) gettext(text, domain = "R", trim = FALSE) else gettext(text, domain = "R")

  # Lines of the script where `call` stands, inside of the body `within`, or else outside of all functions.
  places <- function(call, within, statements) {
    found <- integer()
    wanted <- one(call)
    is.literal <- function(node) identical(node[[1]], quote(`function`))
    is.wanted <- function(node) {
      if (is.name(call) || is.name(node)) return(identical(node, call))
      length(node) == length(call) && identical(node[[1]], call[[1]]) && one(node) == wanted
    }
    look <- function(node, line, inside) {
      if (inside && (is.name(node) || is.call(node)) && !identical(node, quote(expr = )) && is.wanted(node)) found <<- c(found, line)
      if (!is.call(node)) return()
      if (is.literal(node)) {
        body <- node[[3]]
        if (is.null(within)) return()
        return(look(body, line, !inside && one(body) == within))
      }
      references <- if (identical(node[[1]], quote(`{`))) attr(node, "srcref")
      for (n in seq_along(node)) {
        child <- node[[n]]
        if (missing(child)) next
        at <- if (is.null(references)) line else references[[n]][[1]]
        look(child, at, inside)
      }
    }
    starts <- vapply(attr(statements, "srcref"), `[[`, 0L, 1L)
    for (n in seq_along(statements)) look(statements[[n]], starts[[n]], is.null(within))
    unique(found)
  }
  # A document's code, each line where it is in the document.
  is.document <- !grepl("\\.[Rr]$", script)
  chunks <- function() {
    lines <- readLines(file, warn = FALSE, encoding = "UTF-8")
    fence <- grepl("^[\t >]*(```+|~~~+)", lines)
    opens <- grepl("^[\t >]*(```+|~~~+) *\\{ *[Rr][ ,}]", lines) & !grepl("eval *= *(FALSE|F)\\b", lines)
    inside <- FALSE
    for (n in seq_along(lines)) {
      if (fence[[n]]) inside <- !inside && opens[[n]]
      if (fence[[n]] || !inside) lines[[n]] <- ""
    }
    lines
  }
  # `sim.R#4 or #9: f(5)`. Which of two equal calls it was, R does not tell.
  tell <- function(lines, call) {
    at <- if (length(lines)) paste0(script, "#", paste(lines[seq_len(min(3L, length(lines)))], collapse = " or #"), ": ")
    paste0("  ", at, short(sub("\n.*", "", one(call)), 100L))
  }
  trace <- function(message) {
    statements <- tryCatch(if (is.document) parse(text = chunks(), keep.source = TRUE) else parse(file, keep.source = TRUE), error = function(e) {
      # R gives no line of a syntax error that ends a script, but of one in a file that is parsed.
      at <- regmatches(conditionMessage(e), regexec(":([0-9]+):[0-9]+: ([^\n]*)", conditionMessage(e)))[[1]]
      if (length(at) && grepl(at[[3]], message, fixed = TRUE)) paste0("  ", script, "#", at[[2]], ": ", at[[3]])
    })
    if (!is.expression(statements)) return(statements)
    calls <- unhandled$calls
    bodies <- lapply(unhandled$functions, function(f) if (is.function(f) && !is.primitive(f)) one(utils::removeSource(body(f))))
    at <- lapply(seq_along(calls), function(n) {
      parent <- unhandled$parents[[n]]
      if (parent == 0L) places(calls[[n]], NULL, statements)
      else if (parent <= length(bodies) && !is.null(bodies[[parent]])) places(calls[[n]], bodies[[parent]], statements)
    })
    # How a package came to fail inside itself is seldom the reader's concern.
    known <- max(0L, which(lengths(at) > 0L))
    if (known > 0L) {
      # What renders a document comes before all of its own.
      begin <- if (is.document) min(which(lengths(at) > 0L)) else 1L
      shown <- seq(begin, min(length(calls), known + 2L))
      lines <- vapply(shown, function(n) tell(at[[n]], calls[[n]]), "")
      if (length(lines) > 8L) lines <- c(lines[1:4], "  ...", lines[length(lines) - 3:0])
    } else lines <- character()
    # Where R itself raised the error, the last call is not among the functions: it stands in the body of the last one.
    failing <- conditionCall(unhandled$condition)
    if (!is.call(failing)) {
      name <- regmatches(message, regexpr("['\u2018][^'\u2019]+['\u2019]", message))
      failing <- if (length(name) && !length(calls)) as.name(substr(name, 2L, nchar(name) - 1L))
    }
    last <- length(calls)
    if (!is.null(failing) && !any(vapply(calls, identical, NA, failing))) {
      where <- places(failing, if (last) bodies[[last]], statements)
      if (length(where) && (last == 0L || !is.null(bodies[[last]]))) lines <- c(lines, tell(where, failing))
    }
    if (length(lines)) c("Traceback (most recent call last):", lines)
  }

  # What R says of the error, without the names of the calls that it appends.
  said <- function() {
    lines <- strsplit(geterrmessage(), "\n", fixed = TRUE)[[1]]
    calls <- which(startsWith(lines, r("Calls:")))
    if (length(calls)) lines <- lines[seq_len(calls[[length(calls)]] - 1L)]
    lines[grepl("[^[:space:]]", lines)]
  }
  # A file that can not be opened is named by a warning alone.
  because <- function(lines) {
    warnings <- get0("last.warning", baseenv())
    of <- vapply(warnings, function(call) is.call(call) && grepl(one(call), lines[[1]], fixed = TRUE), NA)
    reasons <- names(warnings)[of]
    if (length(reasons)) return(reasons[[length(reasons)]])
    opened <- unhandled$opened
    if (is.character(opened) && nzchar(opened)) paste0("'", opened, "'", if (!grepl("://", opened) && !file.exists(opened)) ": No such file or directory")
  }
  nested <- function(condition) {
    if (requireNamespace("rlang", quietly = TRUE)) {
      text <- tryCatch(rlang::cnd_message(condition, inherit = TRUE, prefix = TRUE), error = function(e) NULL)
      if (!is.null(text)) return(strsplit(text, "\n", fixed = TRUE)[[1]])
    }
    c(said(), if (inherits(condition$parent, "condition")) paste("Caused by error:", conditionMessage(condition$parent)))
  }

  write <- function() {
    lines <- said()
    if (!length(lines)) return()
    # Until its last package is there, R reads profiles.
    in.profile <- !all(getOption("defaultPackages") %in% loadedNamespaces())
    condition <- unhandled$condition
    text <- if (is.null(condition)) "" else strsplit(paste0(conditionMessage(condition), "\n"), "\n", fixed = TRUE)[[1]][[1]]
    is.nested <- inherits(condition, "rlang_error") || inherits(condition$parent, "condition")
    certain <- !is.null(condition) && (is.nested || grepl(substr(text, 1L, 40L), paste(lines, collapse = "\n"), fixed = TRUE))
    if (!certain) unhandled <<- NULL
    if (certain && is.nested) lines <- nested(condition)
    head <- if (certain && is.nested) paste(sub("^! ", "", trimws(lines)), collapse = " ") else if (grepl(": *$", lines[[1]]) && length(lines) > 1L) {
      paste(sub(" *$", "", lines[[1]]), trimws(lines[[2]]))
    } else lines[[1]]
    # A backtrace in colours is no headline.
    head <- gsub("\033\\[[0-9;]*[A-Za-z]", "", head)
    reason <- because(lines)
    if (!is.null(reason)) head <- paste0(head, ": ", reason)
    if (in.profile) head <- paste(head, "(in .Rprofile)")
    rest <- if (!is.nested && !startsWith(head, paste(c(sub(" *$", "", lines[[1]]), trimws(lines[-1L])), collapse = " "))) lines[-1L]
    where <- if (certain && !in.profile) tryCatch(trace(paste(lines, collapse = " ")), error = function(e) NULL)
    output <- base::file(report, "wb")
    on.exit(close(output))
    # The first line says whether R is sure, or what the log's last line must be for this to have been the end.
    more <- if (length(rest)) vapply(rest[seq_len(min(5L, length(rest)))], short, "", 120L)
    all <- c(if (certain) "" else sub("\n", "", r("Execution halted\n")), short(head, 500L), more, where)
    writeLines(enc2utf8(all), output, useBytes = TRUE)
  }
  ending <- function(environment) {
    if (Sys.getpid() == process) tryCatch(suppressWarnings(suppressMessages(write())), error = function(e) NULL)
  }

  tryCatch({
    # R before 4.0 has no such handlers: there the text of its last error tells.
    if (getRversion() >= "4.0.0") .Internal(.addGlobHands("error", list(seen), .GlobalEnv, NULL, TRUE))
  }, error = function(e) NULL)
  reg.finalizer(globalenv(), ending, onexit = TRUE)
}, envir = new.env(parent = baseenv()))
