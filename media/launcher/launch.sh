#!/bin/sh
# Runs a script inside a processing job: launch.sh INTERPRETER SCRIPT [ARGUMENT...]
#
# The script's folder is the working directory, so a prototype with relative paths runs unchanged; what it writes there is
# collected into the job's outputs. The exit code is the script's own, and its last lines become the job's exit message.
# It has to run in any image: POSIX's sh and utilities (and mktemp) only.

interpreter=$1
script=$2
shift 2

base=${SAGEMAKER_BASE_DIR:-/opt/ml}
launcher=$base/processing/input/entrypoint
export SAGEMAKER_RUNNER_OUTPUTS="${SAGEMAKER_RUNNER_OUTPUTS:-$base/processing/output}"
export SAGEMAKER_RUNNER_OUTPUTS_APART="${SAGEMAKER_RUNNER_OUTPUTS_APART-}"

fail() {
  printf '%s\n' "$1" >&2
  mkdir -p "$base/output" && printf '%s\n' "$1" >"$base/output/message"
  exit "$2"
}

cd "$base/processing/input/code" || fail "The job has no code folder at $base/processing/input/code." 1
[ -f "$script" ] || fail "The script $script is not in the job's code folder." 127
command -v "$interpreter" >/dev/null 2>&1 ||
  fail "$interpreter was not found where the job runs. Choose another image or interpreter." 127

scratch=$(mktemp -d) || fail "No temporary folder could be made: is the disk full?" 1

# Everything uploaded gets one date, so that whatever bears another was written by the script: a newer one, even within one tick, or an
# older one that the script gave it, as archives that are to come out the same each time do.
find . -exec touch -h -t 197001020000 {} + 2>/dev/null || find . -exec touch -t 197001020000 {} + 2>/dev/null
touch -t 197001012359 "$scratch/before"
touch -t 197001020000 "$scratch/uploaded"
# An image's own user may not date what is not theirs. Then what is newer than this moment was written by the script.
[ -z "$(find . -type f -newer "$scratch/uploaded" -exec echo {} + | head -n 1)" ] || touch "$scratch/uploaded"

export LANG="${LANG:-C.UTF-8}"
case $script in
-*) script=./$script ;;
esac
run=$script
case $script in
*.[Rr])
  # Rscript reads this profile first: it fills the file that Rscript runs with the script's statements, so that errors come with file and
  # line. The user's own profile still counts. Where an interpreter reads no profile, the script is run as it is.
  run=$scratch/statements.R
  printf 'source(Sys.getenv("SAGEMAKER_RUNNER_R_SCRIPT"), print.eval = TRUE)\n' >"$run"
  export SAGEMAKER_RUNNER_R_SCRIPT="$script" SAGEMAKER_RUNNER_R_STATEMENTS="$run"
  export SAGEMAKER_RUNNER_R_PROFILE="${R_PROFILE_USER-}"
  export R_PROFILE_USER="$launcher/run.R"
  # An renv project without its library would start to download it; packages come from the image or the machine instead.
  [ -d renv/library ] || export RENV_CONFIG_AUTOLOADER_ENABLED="${RENV_CONFIG_AUTOLOADER_ENABLED:-FALSE}"
  ;;
*)
  export PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONFAULTHANDLER=1
  export MPLBACKEND="${MPLBACKEND:-Agg}"
  ;;
esac

# Both streams go through one pipe, so that their order is kept and the last lines are at hand when the script fails.
mkfifo "$scratch/log" "$scratch/tail"
(trap '' TERM INT; exec tail -c 4096 <"$scratch/tail" >"$scratch/last") &
tailer=$!
(trap '' TERM INT; exec tee "$scratch/tail" <"$scratch/log") &
logger=$!

signalled=
stopped=
trap 'signalled=1 stopped=1; kill -TERM "$child" 2>/dev/null' TERM INT
"$interpreter" "$run" "$@" >"$scratch/log" 2>&1 &
child=$!
# Asked to stop before there was a child to tell.
[ -z "$stopped" ] || kill -TERM "$child" 2>/dev/null
# The shell says "Terminated" of a child that a signal ended: no line of the script.
wait "$child" 2>/dev/null
status=$?
# A trapped signal ends `wait` early: the script may still be cleaning up.
while [ -n "$signalled" ]; do
  signalled=
  wait "$child" 2>/dev/null
  status=$?
done
trap '' TERM INT

# A process that the script left behind keeps the pipe open: it gets a moment, then the job ends without it.
# The guard takes its own `sleep` along when it is not needed: the job would wait for it.
(
  trap 'kill $!; exit' TERM
  sleep 2 &
  wait $!
  kill -KILL "$logger" "$tailer"
) >/dev/null 2>&1 &
guard=$!
wait "$logger" "$tailer" 2>/dev/null
kill "$guard" 2>/dev/null

mkdir -p "$SAGEMAKER_RUNNER_OUTPUTS"
# Puts the files below the current folder, as far as find's CONDITION holds, into the outputs, beside what is there.
collect() {
  find . "$@" -type f ! -name .Rhistory -exec sh -c '
    for file do
      IFS=:
      for apart in $SAGEMAKER_RUNNER_OUTPUTS_APART; do
        case $PWD/${file#./} in */processing/output/"$apart"/*) continue 2 ;; esac
      done
      target=$SAGEMAKER_RUNNER_OUTPUTS/${file#./}
      [ -e "$target" ] && continue
      mkdir -p "${target%/*}" && { ln "$file" "$target" 2>/dev/null || cp -p "$file" "$target"; }
    done' sh {} +
}
if [ "$SAGEMAKER_RUNNER_OUTPUTS" != "$base/processing/output" ] && [ -d "$base/processing/output" ]; then
  (cd "$base/processing/output" && collect) || status=${status#0}
fi
collect \( -name __pycache__ -o -name .git -o -name .Rproj.user \) -prune -o \
  \( -newer "$scratch/uploaded" -o ! -newer "$scratch/before" \) || status=${status#0}

# An exit message must be valid UTF-8 and at most 1 KB, or SageMaker fails the job for it.
utf8() {
  if command -v iconv >/dev/null 2>&1; then iconv -c -f UTF-8 -t UTF-8 2>/dev/null; else LC_ALL=C tr -cd '\11\12\40-\176'; fi
}

if [ "${status:-1}" -ne 0 ] && [ ! -s "$base/output/message" ]; then
  status=${status:-1}
  mkdir -p "$base/output"
  if [ -n "$stopped" ]; then printf 'The script was asked to stop, and stopped.\n'; else
    case $status in
    137) printf 'The script was killed (signal 9), perhaps because memory ran out.\n' ;;
    143) printf 'The script was ended from outside (signal 15).\n' ;;
    *) printf 'The script ended with exit code %s.\n' "$status" ;;
    esac
    # R says the error first and Python last, each beside its traceback; else the last few lines tell. Colours are left out.
    utf8 <"$scratch/last" | tr -d '\r' | LC_ALL=C awk '
      { gsub(/\033\[[0-9;]*[A-Za-z]/, ""); line[NR] = $0 }
      /^(Error|Fatal)/ { error = NR }
      /^Traceback/ { trace = NR }
      END {
        if (error && (!trace || trace > error)) {
          for (i = error; i <= NR && (size += length(line[i]) + 1) < 900; i++) print line[i]
          exit
        }
        from = trace ? trace : NR > 5 ? NR - 4 : 1
        for (i = NR; i >= from && size + length(line[i]) < 900; i--) size += length(line[i]) + 1
        for (i++; i <= NR; i++) print line[i]
      }'
  fi >"$base/output/message"
fi

rm -rf "$scratch"
exit "${status:-1}"
