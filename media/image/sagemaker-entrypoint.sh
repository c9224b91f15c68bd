#!/bin/sh
# What SageMaker calls the image with decides what runs:
#   train          train.R or train.py (training jobs)
#   serve          serve.R, serve.py, or an API of plumber.R (endpoints, batch transform)
#   script.R …     that script
#   anything else  as it is (processing jobs bring their own command and code)
# The program is looked for where SageMaker puts code, then in the image. SAGEMAKER_PROGRAM names another one.
# A training program is called as by the images of SageMaker's own frameworks: with its hyperparameters as arguments (--name value) and
# in SM_HPS, its folders in SM_MODEL_DIR, SM_OUTPUT_DATA_DIR and SM_CHANNEL_<NAME>; what it fails with becomes the job's failure reason.
# An endpoint is whole: it answers GET /ping and POST /invocations on SAGEMAKER_BIND_TO_PORT by itself. Functions of an inference.R or
# inference.py are not called: the web server that does so is one more set of packages, which most scripts do not need.
set -u

places="${SAGEMAKER_SUBMIT_DIRECTORY:-} /opt/ml/input/data/code /opt/ml/model/code /opt/ml/code /opt/program"

find_program() {
  case $1 in
    /*) [ -f "$1" ] && printf '%s\n' "$1" && return 0 ;;
  esac
  for place in $places; do
    for name in "$@"; do
      if [ -n "$name" ] && [ -f "$place/$name" ]; then
        printf '%s\n' "$place/$name"
        return 0
      fi
    done
  done
  if [ "$role" = serve ] && [ -n "$(find $places -maxdepth 1 -name 'inference.*' 2>/dev/null)" ]; then
    echo "The functions of an inference.R or inference.py are not served by this image: write a plumber.R, serve.R or serve.py." >&2
  fi
  echo "No program for '$role': looked for $* in $places. Copy it to /opt/program in the Dockerfile, or set SAGEMAKER_PROGRAM." >&2
  return 1
}

# Jobs read why they failed from this file; a program that wrote it itself knows better.
report() {
  [ -s /opt/ml/output/failure ] || { mkdir -p /opt/ml/output && echo "$1" > /opt/ml/output/failure; } 2>/dev/null || true
}

run_program() {
  program=$1
  shift
  cd "$(dirname "$program")" || exit 1
  case $program in
    *.R | *.r) exec Rscript "$program" "$@" ;;
    *.py) exec python3 "$program" "$@" ;;
    *) exec /bin/sh "$program" "$@" ;;
  esac
}

# Prints shell commands that set the arguments, SM_HPS, and the program if the hyperparameters name it. The SageMaker SDK encodes values
# as JSON when it brings a folder of code, and leaves them as they are when not.
hyperparameters_in_python='
import json, shlex, sys
def plain(value):
    try:
        decoded = json.loads(value)
    except ValueError:
        return value
    return decoded if isinstance(decoded, str) else value
with open(sys.argv[1], encoding="utf-8") as file:
    given = {name: plain(str(value)) for name, value in json.load(file).items()}
own = {name: value for name, value in given.items() if not name.startswith("sagemaker_")}
print("SM_HPS=" + shlex.quote(json.dumps(own)))
print("named=" + shlex.quote(given.get("sagemaker_program", "")))
print("set --", *(shlex.quote(word) for name, value in own.items() for word in ("--" + name, value)))
'
# R itself reads no JSON; this is an object of strings, whose escapes are those of the strings of R.
hyperparameters_in_r='
text <- paste(readLines(commandArgs(TRUE)[1], warn = FALSE, encoding = "UTF-8"), collapse = " ")
literal <- "\"(?:[^\"\\\\]|\\\\.)*\""
unescaped <- function(item) tryCatch(eval(parse(text = gsub("(?<!\\\\)((?:\\\\\\\\)*)\\\\/", "\\1/", item, perl = TRUE), encoding = "UTF-8")), error = function(e) item)
strings <- vapply(regmatches(text, gregexpr(literal, text, perl = TRUE))[[1]], unescaped, "", USE.NAMES = FALSE)
names <- strings[seq_along(strings) %% 2 == 1]
values <- strings[seq_along(strings) %% 2 == 0]
is_json <- grepl(paste0("^", literal, "$"), values, perl = TRUE)
values[is_json] <- vapply(values[is_json], unescaped, "")
own <- !startsWith(names, "sagemaker_")
json <- paste0(encodeString(names[own], quote = "\""), ": ", encodeString(values[own], quote = "\""), collapse = ", ")
cat("SM_HPS=", shQuote(paste0("{", if (any(own)) json, "}")), "\n", sep = "")
cat("named=", shQuote(paste(values[names == "sagemaker_program"], collapse = "")), "\n", sep = "")
cat("set --", if (any(own)) shQuote(rbind(paste0("--", names[own]), values[own])), "\n")
'
read_hyperparameters() {
  if command -v python3 > /dev/null; then python3 -c "$hyperparameters_in_python" "$1"; else Rscript --vanilla -e "$hyperparameters_in_r" "$1"; fi
}

# The user profile of an R script: what it fails with becomes the failure reason. A profile of the folder would have been read in its place.
failure_in_r='
Sys.unsetenv("R_PROFILE_USER")
options(error = quote({
  try(cat(substr(geterrmessage(), 1, 1024), file = "/opt/ml/output/failure"), silent = TRUE)
  quit("no", status = 1, runLast = FALSE)
}))
if (file.exists(".Rprofile")) source(".Rprofile")
'
failure_in_python='
import os, runpy, sys, traceback
sys.argv[:1] = []
sys.path[0] = os.path.dirname(sys.argv[0])
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except Exception as error:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename not in ("<string>", runpy.__file__) and "runpy" not in frame.filename]
    reason = "".join(traceback.format_exception_only(type(error), error))
    print("Traceback (most recent call last):\n" + "".join(traceback.format_list(frames)) + reason, end="", file=sys.stderr)
    try:
        with open("/opt/ml/output/failure", "w", encoding="utf-8") as file:
            file.write(reason[:1024])
    except OSError:
        pass
    sys.exit(1)
'
train_program() {
  program=$1
  shift
  cd "$(dirname "$program")" || exit 1
  mkdir -p /opt/ml/output 2> /dev/null || true
  case $program in
    *.R | *.r)
      R_PROFILE_USER="$work/failure.R"
      printf '%s' "$failure_in_r" > "$R_PROFILE_USER"
      export R_PROFILE_USER
      exec Rscript "$program" "$@"
      ;;
    *.py) exec python3 -c "$failure_in_python" "$program" "$@" ;;
    *) exec /bin/sh "$program" "$@" ;;
  esac
}

role=${1:-}
case $role in
  train)
    shift
    work=$(mktemp -d) || exit 1
    # Code comes as a channel, as an archive in that channel, or in the image.
    if [ -f /opt/ml/input/data/code/sourcedir.tar.gz ]; then
      mkdir "$work/code" && tar -xzf /opt/ml/input/data/code/sourcedir.tar.gz -C "$work/code" || exit 1
      places="$work/code $places"
    fi
    named=
    SM_HPS='{}'
    if [ -f /opt/ml/input/config/hyperparameters.json ]; then
      commands=$(read_hyperparameters /opt/ml/input/config/hyperparameters.json) || {
        report "The hyperparameters could not be read: see the job's log."
        exit 1
      }
      eval "$commands"
    fi
    export SM_HPS
    program=$(find_program "${SAGEMAKER_PROGRAM:-$named}" train.R train.r train.py) || {
      report "This image has no program to train with: see the job's log."
      exit 127
    }
    export SM_MODEL_DIR=/opt/ml/model SM_OUTPUT_DATA_DIR=/opt/ml/output/data
    for channel in /opt/ml/input/data/*/; do
      [ -d "$channel" ] || continue
      name=$(basename "$channel" | tr '[:lower:].-' '[:upper:]__')
      # A folder that is no channel of SageMaker's may have a name that no variable takes.
      case $name in *[!A-Z0-9_]*) continue ;; esac
      export "SM_CHANNEL_$name=${channel%/}"
    done
    # The signal that stops a job is for the program; the shell stays to tell how it ended.
    (train_program "$program" "$@") &
    child=$!
    trap 'kill -TERM "$child" 2>/dev/null' TERM INT
    wait "$child"
    code=$?
    # A trapped signal ends the first wait; the program may take its time.
    while kill -0 "$child" 2>/dev/null; do
      wait "$child"
      code=$?
    done
    [ "$code" -eq 0 ] || report "${program##*/} ended with exit code $code: see the job's log."
    exit "$code"
    ;;
  serve)
    shift
    program=$(find_program "${SAGEMAKER_PROGRAM:-}" serve.R serve.r serve.py plumber.R plumber.r) || exit 127
    export SAGEMAKER_BIND_TO_PORT="${SAGEMAKER_BIND_TO_PORT:-8080}"
    case $program in
      */plumber.R | */plumber.r)
        cd "${program%/*}" || exit 1
        exec Rscript -e 'args <- commandArgs(TRUE)' \
          -e 'plumber::pr_run(plumber::pr(args[1]), host = "0.0.0.0", port = as.integer(args[2]), docs = FALSE)' \
          "$program" "$SAGEMAKER_BIND_TO_PORT"
        ;;
    esac
    run_program "$program" "$@"
    ;;
  *.R | *.r | *.py)
    [ -f "$role" ] || exec "$@"
    shift
    case $role in
      *.py) exec python3 "$role" "$@" ;;
      *) exec Rscript "$role" "$@" ;;
    esac
    ;;
  '')
    echo "This image runs SageMaker jobs. Start it with train, serve, or a command such as Rscript script.R." >&2
    exit 64
    ;;
  *)
    exec "$@"
    ;;
esac
