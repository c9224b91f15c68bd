import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import * as l10n from '@vscode/l10n';
import { AppError } from '../errors.ts';
import { describeRun, type DescribedOutput } from './describeRun.ts';
import { lostInRerun } from './lostInRerun.ts';
import { languageOf } from './language.ts';
import { jobTitle } from '../jobs/jobName.ts';
import { placeOfJob } from './placeOfJob.ts';
import { productVariables } from './productVariables.ts';
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
  const environment = Object.fromEntries(
    Object.entries(job.Environment ?? {}).filter(([name]) => !productVariables.includes(name)),
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

/** An output at a place of the job's own gets one of the new job's own; one that the user chose stays there. */
function runOutput({ name, uri, path, continuous }: DescribedOutput, job: string): RunOutput {
  const isOwn = uri.includes(`/${job}/`);
  return { name, source: path, ...(!isOwn && { destination: uri }), ...(continuous && { continuous }) };
}
