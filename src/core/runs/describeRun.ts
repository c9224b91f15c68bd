import type { DescribeProcessingJobResponse, ProcessingInput } from '@aws-sdk/client-sagemaker';
import { containerPaths, processingLogGroup } from '../aws/container.ts';
import { s3BaseName } from '../storage/s3Uri.ts';

export interface DescribedInput {
  readonly name: string;
  readonly uri: string;
  /** Folder of the job where it lands. */
  readonly path: string;
}

export interface DescribedOutput {
  readonly name: string;
  readonly uri: string;
  /** Folder of the job that is uploaded. */
  readonly path: string;
  readonly continuous: boolean;
}

/** A processing job in the terms of a run. */
export interface RunDescription {
  /** Path of the script below the code folder; undefined when the job runs its image's own command. */
  readonly script: string | undefined;
  /** S3 URI of the script itself; undefined when unknown. */
  readonly scriptUri: string | undefined;
  /** S3 URI of the code folder, or of the script when the SDK sent only that; undefined when the job got no code. */
  readonly codeUri: string | undefined;
  /** What runs the script, such as `Rscript`. */
  readonly interpreter: string | undefined;
  readonly arguments: readonly string[];
  /** Without the code and the launcher. */
  readonly inputs: readonly DescribedInput[];
  readonly outputs: readonly DescribedOutput[];
  readonly log: { readonly group: string; readonly streamPrefix: string };
  /** True for a job that this product started: its launcher runs the script. */
  readonly launched: boolean;
}

/** Reads a job's description, whoever started it: this product, the SageMaker SDK, the console. */
export function describeRun(job: DescribeProcessingJobResponse): RunDescription {
  const inputs = job.ProcessingInputs ?? [];
  const entrypoint = job.AppSpecification?.ContainerEntrypoint ?? [];
  const launched = entrypoint[1] === containerPaths.launcher && entrypoint.length >= 4;
  const code = inputs.find((input) => input.InputName === 'code');
  const script = launched ? entrypoint[3] : scriptOfSdk(entrypoint);
  const codeUri = code?.S3Input?.S3Uri;
  return {
    script,
    codeUri,
    scriptUri: script !== undefined && codeUri !== undefined ? uriOf(script, codeUri) : undefined,
    interpreter: launched ? entrypoint[2] : script === undefined ? undefined : entrypoint[0],
    arguments: job.AppSpecification?.ContainerArguments ?? [],
    inputs: inputs
      .filter((input) => input !== code && !(launched && input.InputName === 'entrypoint'))
      .flatMap(describeInput),
    outputs: (job.ProcessingOutputConfig?.Outputs ?? []).flatMap((output) =>
      output.S3Output?.S3Uri === undefined
        ? []
        : [
            {
              name: output.OutputName ?? '',
              uri: output.S3Output.S3Uri,
              path: output.S3Output.LocalPath ?? '',
              continuous: output.S3Output.S3UploadMode === 'Continuous',
            },
          ],
    ),
    log: { group: processingLogGroup, streamPrefix: `${job.ProcessingJobName ?? ''}/` },
    launched,
  };
}

/** The SDK's script processors run `[command…, /opt/ml/processing/input/code/<file>]`. */
function scriptOfSdk(entrypoint: readonly string[]): string | undefined {
  const last = entrypoint.length > 1 ? entrypoint.at(-1) : undefined;
  const prefix = `${containerPaths.code}/`;
  return last?.startsWith(prefix) ? last.slice(prefix.length) : undefined;
}

function uriOf(script: string, codeUri: string): string {
  if (codeUri.endsWith('/')) return `${codeUri}${script}`;
  return s3BaseName(codeUri) === script ? codeUri : `${codeUri}/${script}`;
}

function describeInput(input: ProcessingInput): DescribedInput[] {
  const { S3Uri: uri, LocalPath: path } = input.S3Input ?? {};
  return uri === undefined ? [] : [{ name: input.InputName ?? '', uri, path: path ?? '' }];
}
