import { resolvePath } from '../paths.ts';
import { isS3Uri } from '../storage/s3Uri.ts';
import { parseRun, parseRunOptions, present } from './runSchema.ts';
import { runDefaults, type RunSpec } from './runSpec.ts';

export interface ParseContext {
  /** Relative paths are below it. Absolute. */
  readonly workspaceFolder: string | undefined;
  /** Defaults of the user's settings, in the task definition's own shape, without a script. They are parsed as strictly. */
  readonly defaults?: unknown;
}

/**
 * A run from the definition of a task of type `sagemaker`, as tasks.json has it, its variables already replaced. Unknown
 * members, wrong types and values that SageMaker would refuse are an `InvalidArgument` that names each of them.
 */
export function parseTaskDefinition(definition: unknown, { workspaceFolder, defaults = {} }: ParseContext): RunSpec {
  const options = parseRunOptions(defaults);
  const { script, ...run } = parseRun(definition);
  const { code, workingDirectory, inputs = [], outputs = [], ...merged } = { ...options, ...run };
  const resolve = (path: string): string => (isS3Uri(path) ? path : resolvePath(workspaceFolder ?? '/', path));
  const isUploaded = code !== undefined && isS3Uri(code);
  return {
    ...runDefaults,
    ...merged,
    environment: { ...options.environment, ...run.environment },
    inputs: inputs.map((input) => present({ ...input, source: resolve(input.source) })),
    outputs: outputs.map((output) => present(output)),
    script: isUploaded ? script : resolve(script),
    ...(code !== undefined && { code: resolve(code) }),
    ...(workingDirectory !== undefined && {
      workingDirectory: isUploaded ? workingDirectory : resolve(workingDirectory),
    }),
  };
}
