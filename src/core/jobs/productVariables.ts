import { engineVariables } from './engine.ts';

/** What a run sets for the launcher. */
export const launcherVariables = {
  /** The folder that the script works in, below that of the code; that of the code when it is not set. */
  workingDirectory: 'SAGEMAKER_RUNNER_WORKING_DIRECTORY',
  /** Where to collect the working directory's files, when not in /opt/ml/processing/output. */
  collect: 'SAGEMAKER_RUNNER_OUTPUTS',
  /** Folders in /opt/ml/processing/output that are outputs of their own, with `:` between them: the launcher collects what is beside them. */
  apart: 'SAGEMAKER_RUNNER_OUTPUTS_APART',
} as const;

const productVariables: readonly string[] = [...Object.values(launcherVariables), ...Object.values(engineVariables)];

/** The variables of a job's environment that its user set: without those of this product. */
export function userEnvironment(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !productVariables.includes(name)));
}
