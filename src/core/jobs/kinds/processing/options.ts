/** What SageMaker's API sets for processing jobs: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html */
export const processing = {
  consolePage: 'processing-jobs',
  /** Its streams are `<job>/<host>-<epoch>`. */
  logGroup: '/aws/sagemaker/ProcessingJobs',
  /** The most that one job may have of each. */
  limits: { inputs: 10, outputs: 10, arguments: 100, variables: 100, instances: 100 },
  /** GB. */
  largestVolume: 16_384,
  /** Seconds. */
  longestRuntime: 777_600,
} as const;
