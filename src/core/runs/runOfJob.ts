import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import * as l10n from '@vscode/l10n';
import { parseImageUri } from '../aws/imageUri.ts';
import { AppError } from '../errors.ts';
import { describeRun, type DescribedOutput } from './describeRun.ts';
import { lostInRerun } from './lostInRerun.ts';
import { languageOf } from './language.ts';
import { jobTitle } from '../jobs/jobName.ts';
import { engineVariables, runEngines, type RunEngine } from './runEngine.ts';
import { launcherVariables } from './runOutputs.ts';
import { runDefaults, type RunOutput, type RunSpec } from './runSpec.ts';

export interface PreviousRun {
  readonly spec: RunSpec;
  /** What ran the script, for `submitJob`. */
  readonly interpreter: string;
  /** What the job had and the run has not, in words. */
  readonly lost: readonly string[];
}

/** The run that a job was. `UnsupportedScript` for a job that runs no script of its own. */
export function runOfJob(job: DescribeProcessingJobResponse): PreviousRun {
  const run = describeRun(job);
  const { script, codeUri, interpreter } = run;
  if (script === undefined || codeUri === undefined || interpreter === undefined || languageOf(script) === undefined) {
    throw new AppError(
      'UnsupportedScript',
      l10n.t(
        '{0} runs a command of its image, not an R or Python script: it cannot be run again from here.',
        job.ProcessingJobName ?? '',
      ),
    );
  }
  const cluster = job.ProcessingResources?.ClusterConfig;
  const image = job.AppSpecification?.ImageUri;
  const maxRuntime = job.StoppingCondition?.MaxRuntimeInSeconds;
  const ours: readonly string[] = [...launcherVariables, ...Object.values(engineVariables)];
  const environment = Object.fromEntries(
    Object.entries(job.Environment ?? {}).filter(([name]) => !ours.includes(name)),
  );
  const spec: RunSpec = {
    script,
    code: codeUri,
    arguments: run.arguments,
    job: jobTitle(job.ProcessingJobName ?? ''),
    ...(image !== undefined && { image }),
    instanceType: cluster?.InstanceType ?? runDefaults.instanceType,
    instanceCount: cluster?.InstanceCount ?? runDefaults.instanceCount,
    volumeSize: cluster?.VolumeSizeInGB ?? runDefaults.volumeSize,
    ...(maxRuntime !== undefined && { maxRuntime }),
    environment,
    inputs: run.inputs.map(({ name, uri, path }) => ({ name, source: uri, destination: path })),
    outputs: run.outputs.map((output) => runOutput(output, job.ProcessingJobName ?? '')),
    ...placeOfJob(job),
    networkIsolation: job.NetworkConfig?.EnableNetworkIsolation ?? false,
  };
  return { spec, interpreter, lost: lostInRerun(job) };
}

/** How Local is to run a job again. */
export function placeOfJob(job: DescribeProcessingJobResponse): Pick<RunSpec, 'engine' | 'limitResources'> {
  const engine = engineOfJob(job);
  const limitResources = job.Environment?.[engineVariables.limits] === '1';
  return { ...(engine !== undefined && { engine }), ...(limitResources && { limitResources }) };
}

/**
 * The engine for running a job again; undefined when any will do. What names its image by digest ran in that image, unless it was asked
 * to be a process: an image that is gone since is no reason to run without.
 */
export function engineOfJob({ AppSpecification, Environment }: DescribeProcessingJobResponse): RunEngine | undefined {
  const asked = runEngines.find((each) => each === Environment?.[engineVariables.engine]);
  const isPinned = parseImageUri(AppSpecification?.ImageUri ?? '').digest !== undefined;
  return isPinned && asked !== 'process' ? 'docker' : asked;
}

/** An output at a place of the job's own gets one of the new job's own; one that the user chose stays there. */
function runOutput({ name, uri, path, continuous }: DescribedOutput, job: string): RunOutput {
  const isOwn = uri.includes(`/${job}/`);
  return { name, source: path, ...(!isOwn && { destination: uri }), ...(continuous && { continuous }) };
}
