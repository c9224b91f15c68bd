import * as l10n from '@vscode/l10n';
import { AppError } from '../errors.ts';
import { engineOptions } from '../jobs/engine.ts';
import type { Job, JobOutput } from '../jobs/job.ts';
import { jobTitle } from '../jobs/jobName.ts';
import { launcherVariables, userEnvironment } from '../jobs/productVariables.ts';
import { languageOf } from '../scripts/language.ts';
import type { RunOutput, RunSpec } from './runSpec.ts';

export interface PreviousRun {
  readonly spec: RunSpec;
  /** What ran the script, for `submitJob`. */
  readonly interpreter: string;
  /** What the job had and the run has not, in words. */
  readonly leftOut: readonly string[];
}

/** The run that a job was. `UnsupportedScript` for a job that runs no script of its own. */
export function runOfJob(job: Job): PreviousRun {
  const { script, instances, image, maxRuntime } = job;
  const { name } = job.ref;
  if (script?.codeUri === undefined || languageOf(script.path) === undefined) {
    throw new AppError(
      'UnsupportedScript',
      l10n.t('{0} runs a command of its image, not an R or Python script: it cannot be run again from here.', name),
    );
  }
  const workingDirectory = job.environment[launcherVariables.workingDirectory];
  const spec: RunSpec = {
    script: script.path,
    code: script.codeUri,
    ...(workingDirectory !== undefined && { workingDirectory }),
    arguments: job.arguments,
    job: jobTitle(name),
    ...(image !== undefined && { image }),
    instanceType: instances.type,
    instanceCount: instances.count,
    volumeSize: instances.volumeSize,
    ...(maxRuntime !== undefined && { maxRuntime }),
    environment: userEnvironment(job.environment),
    inputs: job.inputs.map((input) => ({ name: input.name, source: input.uri, destination: input.path })),
    outputs: job.outputs.map((output) => runOutput(output, name)),
    ...engineOptions(job),
    networkIsolation: job.networkIsolation,
  };
  return { spec, interpreter: script.interpreter, leftOut: job.unsupported };
}

/** An output at a place of the job's own gets one of the new job's own; one that the user chose stays there. */
function runOutput({ name, uri, path, isContinuous }: JobOutput, job: string): RunOutput {
  const isOwn = uri.includes(`/${job}/`);
  return { name, source: path, ...(!isOwn && { destination: uri }), ...(isContinuous && { continuous: true }) };
}
