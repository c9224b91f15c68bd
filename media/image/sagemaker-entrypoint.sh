#!/bin/sh
# What SageMaker calls the image with decides what runs:
#   train          train.R or train.py (training jobs)
#   serve          serve.R, serve.py, or an API of plumber.R (endpoints, batch transform)
#   script.R …     that script
#   anything else  as it is (processing jobs bring their own command and code)
# The program is looked for where SageMaker puts code, then in the image. SAGEMAKER_PROGRAM names another one.
# A training program finds its folders in SM_MODEL_DIR, SM_OUTPUT_DATA_DIR and SM_CHANNEL_<NAME>. Its hyperparameters are in
# /opt/ml/input/config/hyperparameters.json; they are not given as arguments. An endpoint is whole: it answers GET /ping and
# POST /invocations on SAGEMAKER_BIND_TO_PORT by itself (functions of an inference.R or inference.py are not called).
set -u

places="${SAGEMAKER_SUBMIT_DIRECTORY:-} /opt/ml/input/data/code /opt/ml/model/code /opt/ml/code /opt/program"

find_program() {
  for place in $places; do
    for name in "$@"; do
      if [ -n "$name" ] && [ -f "$place/$name" ]; then
        printf '%s\n' "$place/$name"
        return 0
      fi
    done
  done
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

role=${1:-}
case $role in
  train)
    shift
    program=$(find_program "${SAGEMAKER_PROGRAM:-}" train.R train.r train.py) || {
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
    (run_program "$program" "$@") &
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
