/** On Local, the image that stands for this machine: jobs that name it are its processes. */
export const processImage = 'local/host';

/** Places of a processing container that SageMaker's contract or its SDK fixes. */
export const containerPaths = {
  processing: '/opt/ml/processing',
  input: '/opt/ml/processing/input',
  code: '/opt/ml/processing/input/code',
  entrypoint: '/opt/ml/processing/input/entrypoint',
  launcher: '/opt/ml/processing/input/entrypoint/launch.sh',
  output: '/opt/ml/processing/output',
  /** Where the launcher puts the working directory's files when an output of the user's lies inside of the usual one. */
  collected: '/opt/ml/processing/collected',
} as const;
