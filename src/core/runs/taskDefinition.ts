import type { RunSpec } from './runSpec.ts';

export interface ParseContext {
  /** Relative paths are below it. Absolute. */
  readonly workspaceFolder: string | undefined;
  /** Defaults of the user's settings, in the task definition's own shape. They are parsed as strictly. */
  readonly defaults?: unknown;
}

/**
 * A run from the definition of a task of type `sagemaker`, as tasks.json has it, its variables already replaced. Unknown
 * members, wrong types and values that SageMaker would refuse are an `InvalidArgument` that names each of them.
 */
export function parseTaskDefinition(_definition: unknown, _context: ParseContext): RunSpec {
  Object([_definition, _context]);
  throw new Error('not built yet');
}
