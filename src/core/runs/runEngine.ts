/** What Local SageMaker runs a job by: `auto` is Docker where the job's image is in it, else processes of this machine. */
export const runEngines = ['auto', 'process', 'docker'] as const;

export type RunEngine = (typeof runEngines)[number];

/** How a request tells Local SageMaker: by variables that are not handed on to the job. AWS would hand them on, and needs none. */
export const engineVariables = {
  /** A `RunEngine`. */
  engine: 'SAGEMAKER_RUNNER_ENGINE',
  /** `1` gives the job's containers the processors and memory of their instance type, and no more. */
  limits: 'SAGEMAKER_RUNNER_LIMITS',
} as const;
