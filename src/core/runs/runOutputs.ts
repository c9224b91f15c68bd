import * as l10n from '@vscode/l10n';
import { containerPaths } from '../aws/container.ts';
import { AppError } from '../errors.ts';
import { processing } from '../jobs/kinds/processing/options.ts';
import { launcherVariables } from '../jobs/productVariables.ts';
import { pathBelow } from '../paths.ts';
import type { RunOutput, RunSpec } from './runSpec.ts';

const maximum = processing.limits.outputs;

export interface NamedOutput extends RunOutput {
  readonly name: string;
}

/**
 * The outputs of a run and the environment that goes with them. Without any, `output-1` is /opt/ml/processing/output, as with the SDK. The
 * launcher's collected files always have an output: the one of /opt/ml/processing/output, added when the run names none; or, when a named
 * output lies inside of it, one of its own, so that no file is uploaded twice: there the launcher also puts what else is in
 * /opt/ml/processing/output.
 */
export function runOutputs(spec: RunSpec): { outputs: NamedOutput[]; environment: Record<string, string> } {
  const environment = { ...spec.environment };
  const sources = spec.outputs.map((output) => output.source.replace(/\/+$/u, ''));
  const all: RunOutput[] = spec.outputs.map((output, index) => ({
    ...output,
    source: sources[index] ?? output.source,
  }));
  if (!sources.includes(containerPaths.output)) {
    const inside = sources.flatMap((source) => pathBelow(containerPaths.output, source) ?? []);
    const source = inside.length > 0 ? containerPaths.collected : containerPaths.output;
    if (!sources.includes(source)) all.push({ source });
    if (inside.length > 0) {
      environment[launcherVariables.collect] = containerPaths.collected;
      environment[launcherVariables.apart] = inside.join(':');
    }
  }
  if (all.length > maximum) {
    throw new AppError(
      'InvalidArgument',
      l10n.t(
        'A job has at most {0} outputs, one of them for the files of the working directory. Name fewer outputs.',
        maximum,
      ),
      { action: 'runWithOptions' },
    );
  }
  return {
    outputs: all.map((output, index) => ({ ...output, name: output.name ?? `output-${index + 1}` })),
    environment,
  };
}
