import { containerPaths } from '../aws/container.ts';
import { engineEnvironment } from '../jobs/engine.ts';
import type { JobInput } from '../jobs/job.ts';
import type { NewJob } from '../jobs/kinds/jobKinds.ts';
import { launcherVariables } from '../jobs/productVariables.ts';
import { s3Uri } from '../storage/s3Uri.ts';
import { runOutputs } from './runOutputs.ts';
import type { RunSpec } from './runSpec.ts';

export interface RequestParts {
  readonly name: string;
  readonly spec: RunSpec;
  readonly bucket: string;
  readonly image: string;
  readonly roleArn: string;
  readonly interpreter: string;
  /** Path of the script below the code folder, with `/`. */
  readonly scriptPath: string;
  /** Where the script works, below the code folder; empty for that itself. */
  readonly workingDirectory: string;
  readonly codeUri: string;
  readonly launcherUri: string;
  /** The user's, where they lie in S3. */
  readonly inputs: readonly JobInput[];
}

/**
 * The job that a run starts: what `ScriptProcessor.run` of the SageMaker Python SDK (2.257) makes, but for these differences, each of
 * them intended:
 *
 * 1. `code` is the script's folder, not the script alone, so that a script finds what lies beside it. As folders do in the SDK's
 *    FrameworkProcessor, it comes with an input `entrypoint`: the launcher.
 * 2. The entrypoint is `/bin/sh …/entrypoint/launch.sh <interpreter> <script>`, not `<interpreter> <script>`.
 * 3. URIs of uploaded folders end in `/`. SageMaker takes an S3Uri as a prefix: `…/input/code` would also bring `…/input/code-2`.
 * 4. Inputs without a destination land in `/opt/ml/processing/input/<name>`; the SDK has no default there. Those without a name are called
 *    after their file or folder, not `input-1`: see `inputNames`.
 * 5. There is always an output for the files that the launcher collects from the working directory; the SDK sends only the outputs
 *    that it is given. See `runOutputs`.
 */
export function requestOfRun(parts: RequestParts): NewJob {
  const { name, spec, bucket } = parts;
  const { outputs, environment } = runOutputs(spec);
  return {
    kind: 'processing',
    name,
    image: parts.image,
    roleArn: parts.roleArn,
    entrypoint: ['/bin/sh', containerPaths.launcher, parts.interpreter, parts.scriptPath],
    arguments: spec.arguments,
    environment: { ...environment, ...placeVariable(parts.workingDirectory), ...engineEnvironment(spec) },
    instances: { type: spec.instanceType, count: spec.instanceCount, volumeSize: spec.volumeSize },
    maxRuntime: spec.maxRuntime,
    networkIsolation: spec.networkIsolation,
    inputs: [
      ...parts.inputs,
      { name: 'entrypoint', uri: parts.launcherUri, path: containerPaths.entrypoint },
      { name: 'code', uri: parts.codeUri, path: containerPaths.code },
    ],
    outputs: outputs.map((output) => ({
      name: output.name,
      uri: output.destination ?? s3Uri(bucket, name, 'output', output.name),
      path: output.source,
      isContinuous: output.continuous ?? false,
    })),
    tags: spec.tags ?? {},
  };
}

function placeVariable(workingDirectory: string): Record<string, string> {
  return workingDirectory === '' ? {} : { [launcherVariables.workingDirectory]: workingDirectory };
}
