import type { CreateProcessingJobRequest, ProcessingInput, ProcessingOutput } from '@aws-sdk/client-sagemaker';
import { containerPaths } from '../aws/container.ts';
import { s3Uri } from '../storage/s3Uri.ts';
import { engineVariables } from './runEngine.ts';
import { runOutputs } from './runOutputs.ts';
import type { RunSpec } from './runSpec.ts';

/** An input of a run where it lies in S3. */
export interface UploadedInput {
  readonly name: string;
  readonly uri: string;
  readonly destination: string;
}

export interface ProcessingJobRequestParts {
  readonly name: string;
  readonly spec: RunSpec;
  readonly bucket: string;
  readonly image: string;
  readonly roleArn: string;
  readonly interpreter: string;
  /** Path of the script below the code folder, with `/`. */
  readonly scriptPath: string;
  readonly codeUri: string;
  readonly launcherUri: string;
  readonly inputs: readonly UploadedInput[];
}

/**
 * The request that starts a run: what `ScriptProcessor.run` of the SageMaker Python SDK (2.257) sends, but for these differences, each
 * of them intended:
 *
 * 1. `code` is the script's folder, not the script alone, so that a script finds what lies beside it. As folders do in the SDK's
 *    FrameworkProcessor, it comes with an input `entrypoint`: the launcher.
 * 2. ContainerEntrypoint is `/bin/sh …/entrypoint/launch.sh <interpreter> <script>`, not `<interpreter> <script>`.
 * 3. URIs of uploaded folders end in `/`. SageMaker takes an S3Uri as a prefix: `…/input/code` would also bring `…/input/code-2`.
 * 4. Inputs without a destination land in `/opt/ml/processing/input/<name>`; the SDK has no default there. Those without a name are called
 *    after their file or folder, not `input-1`: see `inputNames`.
 * 5. There is always an output for the files that the launcher collects from the working directory; the SDK sends only the outputs
 *    that it is given. See `runOutputs`.
 */
export function processingJobRequest(parts: ProcessingJobRequestParts): CreateProcessingJobRequest {
  const { name, spec, bucket, image, roleArn } = parts;
  const { outputs, environment: own } = runOutputs(spec);
  const environment = { ...own, ...engineEnvironment(spec) };
  const request: CreateProcessingJobRequest = {
    ProcessingJobName: name,
    ProcessingResources: {
      ClusterConfig: {
        InstanceType: spec.instanceType as NonNullable<InstanceType>,
        InstanceCount: spec.instanceCount,
        VolumeSizeInGB: spec.volumeSize,
      },
    },
    AppSpecification: {
      ImageUri: image,
      ContainerEntrypoint: ['/bin/sh', containerPaths.launcher, parts.interpreter, parts.scriptPath],
    },
    RoleArn: roleArn,
    ProcessingInputs: [
      ...parts.inputs,
      { name: 'entrypoint', uri: parts.launcherUri, destination: containerPaths.entrypoint },
      { name: 'code', uri: parts.codeUri, destination: containerPaths.code },
    ].map(processingInput),
    ProcessingOutputConfig: {
      Outputs: outputs.map((output) =>
        processingOutput(
          output.name,
          output.source,
          output.destination ?? s3Uri(bucket, name, 'output', output.name),
          output.continuous,
        ),
      ),
    },
  };
  if (spec.arguments.length > 0 && request.AppSpecification)
    request.AppSpecification.ContainerArguments = [...spec.arguments];
  if (Object.keys(environment).length > 0) request.Environment = environment;
  if (spec.maxRuntime !== undefined) request.StoppingCondition = { MaxRuntimeInSeconds: spec.maxRuntime };
  if (spec.networkIsolation) request.NetworkConfig = { EnableNetworkIsolation: true };
  const tags = Object.entries(spec.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  if (tags.length > 0) request.Tags = tags;
  return request;
}

/** What tells Local SageMaker how to run it: nothing where that is its own choice anyway. */
function engineEnvironment({ engine, limitResources = false }: RunSpec): Record<string, string> {
  return {
    ...(engine !== undefined && { [engineVariables.engine]: engine }),
    ...(limitResources && { [engineVariables.limits]: '1' }),
  };
}

type InstanceType = NonNullable<
  NonNullable<CreateProcessingJobRequest['ProcessingResources']>['ClusterConfig']
>['InstanceType'];

function processingInput({ name, uri, destination }: UploadedInput): ProcessingInput {
  return {
    InputName: name,
    AppManaged: false,
    S3Input: {
      S3Uri: uri,
      LocalPath: destination,
      S3DataType: 'S3Prefix',
      S3InputMode: 'File',
      S3DataDistributionType: 'FullyReplicated',
      S3CompressionType: 'None',
    },
  };
}

function processingOutput(name: string, source: string, uri: string, continuous = false): ProcessingOutput {
  return {
    OutputName: name,
    AppManaged: false,
    S3Output: { S3Uri: uri, LocalPath: source, S3UploadMode: continuous ? 'Continuous' : 'EndOfJob' },
  };
}
