# What SageMaker puts after the image's name: train, serve, or the command of a processing job.
set -eu

case ${1-} in
train)
  exec python3 /opt/sagemaker/training.py
  ;;
serve)
  exec python3 /opt/sagemaker/serve.py
  ;;
'')
  echo 'Give a command: train, serve, or what to run, as in: docker run IMAGE python3 script.py' >&2
  exit 64
  ;;
*)
  exec "$@"
  ;;
esac
