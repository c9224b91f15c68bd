#!/bin/sh
# Runs a script or renders a document inside a processing job: launch.sh INTERPRETER SCRIPT [ARGUMENT...]
#
# The interpreter runs the script as it would anywhere; here is what stands around it. The working directory is the one that the run names, in
# the folder that was sent, so that a prototype with relative paths runs unchanged; what it writes anywhere in that folder is collected into the
# job's outputs. The exit code is the script's own, and why it failed becomes the job's exit message.
# It has to run in any image: POSIX's sh and utilities (and mktemp) only.

interpreter=$1
script=$2
shift 2

base=${SAGEMAKER_BASE_DIR:-/opt/ml}
launcher=$base/processing/input/entrypoint
outputs=${SAGEMAKER_RUNNER_OUTPUTS:-$base/processing/output}
newline='
'

fail() {
  printf '%s\n' "$1" >&2
  mkdir -p "$base/output" && printf '%s\n' "$1" >"$base/output/message"
  exit "$2"
}

code=$base/processing/input/code
cd "$code" || fail "The job has no code folder at $code." 1
[ -f "$script" ] || fail "The script $script is not in the job's code folder." 127
working=${SAGEMAKER_RUNNER_WORKING_DIRECTORY:-.}
unset SAGEMAKER_RUNNER_WORKING_DIRECTORY
[ -d "$working" ] || mkdir -p "$working" || fail "The job has no working directory $working in its code folder." 1
command -v "$interpreter" >/dev/null 2>&1 ||
  fail "$interpreter was not found where the job runs. Choose another image or interpreter." 127

scratch=$(mktemp -d) || fail "No temporary folder could be made: is the disk full?" 1

# An renv project whose library is not here would start to download it: packages come from the image or the machine instead.
if [ ! -d "$working/renv/library" ]; then
  export RENV_CONFIG_AUTOLOADER_ENABLED="${RENV_CONFIG_AUTOLOADER_ENABLED:-FALSE}"
  # Where Git ignores renv/, its profile's first line would end every script.
  if [ ! -e "$working/renv/activate.R" ] && grep -q '^[^#]*source.*renv/activate\.R' "$working/.Rprofile" 2>/dev/null; then
    printf 'renv/activate.R, which .Rprofile reads, was not uploaded: the script runs without renv.\n' >&2
    mkdir -p "$working/renv" && : >"$working/renv/activate.R"
  fi
fi
# R's here() knows a project by such a file, or by .git, which is never sent.
case ${interpreter##*/} in
Rscript*)
  if [ "$working" != . ] && [ -z "$(find . ! -name . -prune \( -name '*.Rproj' -o -name DESCRIPTION -o -name .here -o -name _quarto.yml \) -print)" ]; then
    : >.here
  fi
  ;;
esac

# Everything uploaded gets one date, this minute's beginning, so that what is newer was written since.
minute=$(TZ=UTC0 date +%Y%m%d%H%M)
TZ=UTC0 touch -t "$minute" "$scratch/uploaded"
TZ=UTC0 find . -exec touch -h -t "$minute" {} + 2>/dev/null || TZ=UTC0 find . -exec touch -t "$minute" {} + 2>/dev/null
# An image's own user may not date what is not theirs. Then what is newer than this moment was written by the script.
[ -z "$(find . -type f -newer "$scratch/uploaded" -exec echo {} + | head -n 1)" ] || touch "$scratch/uploaded"

# Path and content of the files that meet find's condition, a line each.
contents() {
  if command -v cksum >/dev/null 2>&1; then LC_ALL=C find . "$@" -exec cksum {} +; else LC_ALL=C find . "$@" -print; fi
}
contents -type f >"$scratch/contents"

export LANG="${LANG:-C.UTF-8}"
# As it is from the working directory.
case $working/ in
./) ;;
*)
  case $script in
  "$working"/*) script=${script#"$working"/} ;;
  *) script=$(printf '%s\n' "$working" | sed 's:[^/][^/]*:..:g')/$script ;;
  esac
  ;;
esac
case $script in
-*) script=./$script ;;
esac
# Each interpreter reads a file of ours as it starts, which notes what ended the script and changes nothing for it.
export SAGEMAKER_RUNNER_REPORT="$scratch/reason" SAGEMAKER_RUNNER_CODE="$code"
name=$script
set -- "$script" "$@"
case $script in
*.[Qq][Mm][Dd])
  if command -v quarto >/dev/null 2>&1; then
    interpreter=quarto
    unset SAGEMAKER_RUNNER_REPORT
    set -- render "$@"
  elif [ "${interpreter##*/}" = Rscript ]; then
    printf 'Quarto was not found where the job runs: R Markdown renders %s instead.\n' "$name" >&2
    set -- "$launcher/render.R" "$@"
  else
    fail "Quarto was not found where the job runs, and $name needs it. Choose an image that has it, or install it: https://quarto.org" 127
  fi
  ;;
*.[Rr][Mm][Dd] | *.[Rr]markdown) set -- "$launcher/render.R" "$@" ;;
*.[Ii][Pp][Yy][Nn][Bb]) set -- "$launcher/render.py" "$@" ;;
esac
case $1 in
*.[Rr])
  export SAGEMAKER_RUNNER_SCRIPT="$name" R_TESTS="${R_TESTS:-$launcher/reason.R}"
  ;;
*)
  [ -z "${PYTHONPATH+set}" ] || export SAGEMAKER_RUNNER_PYTHONPATH="$PYTHONPATH"
  export PYTHONPATH="$launcher${PYTHONPATH:+:$PYTHONPATH}"
  # The log is read while the script runs, and there is no screen.
  export PYTHONUNBUFFERED="${PYTHONUNBUFFERED-1}" MPLBACKEND="${MPLBACKEND:-Agg}"
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
# A shell takes the standard input from what it does not wait for.
exec 3<&0
(cd "$working" && exec "$interpreter" "$@") <&3 3<&- >"$scratch/log" 2>&1 &
child=$!
exec 3<&-
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
unset PYTHONPATH R_TESTS

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

mkdir -p "$outputs"
export SAGEMAKER_RUNNER_OUTPUTS="$outputs"
# Puts files, given by their paths from the current folder, into the outputs beside what is there. What has the name of another file there
# gets a folder of its own, and that is said. A link to a file becomes that file.
deliver='
  for file do
    [ -f "$file" ] || continue
    name=${file#./}
    IFS=:
    for apart in ${SAGEMAKER_RUNNER_OUTPUTS_APART-}; do
      case $PWD/$name in */processing/output/"$apart"/*) continue 2 ;; esac
    done
    target=$SAGEMAKER_RUNNER_OUTPUTS/$name
    folder=working-directory
    number=1
    while [ -e "$target" ] || ! mkdir -p "${target%/*}" 2>/dev/null; do
      [ -f "$target" ] && sum=$(cksum <"$file" 2>/dev/null) && [ "$sum" = "$(cksum <"$target")" ] && continue 2
      [ "$number" -lt 100 ] || exit 1
      target=$SAGEMAKER_RUNNER_OUTPUTS/$folder/$name
      number=$((number + 1))
      folder=working-directory-$number
    done
    [ "$number" = 1 ] || printf "%s: the working directory and the output folder both have it. That of the working directory comes back as %s.\n" \
      "$name" "${target#"$SAGEMAKER_RUNNER_OUTPUTS"/}" >&2
    { [ ! -h "$file" ] && ln "$file" "$target" 2>/dev/null; } || cp -p "$file" "$target" || exit 1
  done'
if [ "$outputs" != "$base/processing/output" ] && [ -d "$base/processing/output" ]; then
  (cd "$base/processing/output" && find . -type f -exec sh -c "$deliver" sh {} +) || status=${status#0}
fi
# An output is what was not uploaded: a path that was not there, a date or a content that was not.
written() {
  find . \( -name __pycache__ -o -name .git -o -name .Rproj.user -o -name .Rhistory \) -prune -o "$@"
}
written \( -type l -o -type f \( -newer "$scratch/uploaded" -o -name "*$newline*" \) \) -exec sh -c "$deliver" sh {} + || status=${status#0}
contents \( -name __pycache__ -o -name .git -o -name .Rproj.user -o -name .Rhistory \) -prune -o \
  -type f ! -newer "$scratch/uploaded" ! -name "*$newline*" |
  LC_ALL=C awk -v uploaded="$scratch/contents" '
    BEGIN { while ((getline line <uploaded) > 0) known[line] = 1 }
    !($0 in known) { sub(/^[0-9]+ [0-9]+ /, ""); print }' >"$scratch/moved"
set --
while IFS= read -r file; do
  set -- "$@" "$file"
  [ $# -lt 200 ] || { sh -c "$deliver" sh "$@" || status=${status#0}; set --; }
done <"$scratch/moved"
[ $# -eq 0 ] || sh -c "$deliver" sh "$@" || status=${status#0}

# An exit message must be valid UTF-8 and at most 1 KB, or SageMaker fails the job for it.
utf8() {
  if command -v iconv >/dev/null 2>&1; then iconv -c -f UTF-8 -t UTF-8 2>/dev/null; else LC_ALL=C tr -cd '\11\12\40-\176'; fi
}
# The last lines of the log, without colours.
last() {
  tr -d '\r' <"$scratch/last" | LC_ALL=C awk '{ gsub(/\033\[[0-9;]*[A-Za-z]/, "") } /[^ \t]/ { line[++n] = $0 }
    END { for (i = n > 6 ? n - 5 : 1; i <= n; i++) print substr(line[i], 1, 300) }'
}

status=${status:-1}
if [ "$status" -ne 0 ] && [ ! -s "$base/output/message" ]; then
  mkdir -p "$base/output"
  last=$(last)
  line=${last##*"$newline"}
  ending=$line
  # R's own last words tell nothing.
  case $line in 'Execution halted') last=${last%"$line"} last=${last%"$newline"} line=${last##*"$newline"} ;; esac
  signal=$((status - 128))
  case $status in
  137) said='The script was killed (signal 9), perhaps because memory ran out' ;;
  139) said='The script crashed: segmentation fault (signal 11)' ;;
  143) said='The script was ended from outside (signal 15)' ;;
  *)
    said="The script ended with exit code $status"
    # Signals up to 64 are all there are.
    if [ "$signal" -gt 0 ] && [ "$signal" -le 64 ]; then said="The script was ended by signal $signal"; else signal=0; fi
    ;;
  esac
  if [ -n "$stopped" ]; then
    printf 'The script was asked to stop, and stopped.\n'
  elif [ -s "$scratch/reason" ] && { IFS= read -r end <"$scratch/reason"; [ -z "$end" ] || [ "$end" = "$ending" ] || [ "$end" = "exit code $status" ]; }; then
    # What the interpreter itself says, surely or because the log or the exit code is as it is then.
    sed 1d "$scratch/reason"
  elif [ -s "$scratch/reason.crash" ]; then
    printf '%s.\n' "$said"
    cat "$scratch/reason.crash"
  elif [ "$signal" -gt 0 ] || [ -z "$line" ]; then
    printf '%s.\n%s' "$said" "${last:+$last$newline}"
  else
    # What it said last, and what it said before that.
    printf '%s: %s\n' "$said" "$line"
    [ "$last" = "$line" ] || printf '%s\n' "${last%"$newline"*}"
  fi | LC_ALL=C awk '{ size += length($0) + 1 } size > 1000 { print substr($0, 1, 1000 - size + length($0)); exit } { print }' |
    utf8 >"$base/output/message"
fi

rm -rf "$scratch"
exit "$status"
