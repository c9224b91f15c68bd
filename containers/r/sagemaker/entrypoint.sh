# What SageMaker puts after the image's name: train, serve, or the command of a processing job.
set -eu

case ${1-} in
train)
  # A whole command, quoted for the shell: it takes this shell's place.
  command=$(Rscript --vanilla /opt/sagemaker/training.R)
  eval "exec $command"
  ;;
serve)
  exec Rscript --no-save --no-restore /opt/sagemaker/serve.R
  ;;
'')
  echo 'Give a command: train, serve, or what to run, as in: docker run IMAGE Rscript script.R' >&2
  exit 64
  ;;
*)
  exec "$@"
  ;;
esac
