import * as l10n from '@vscode/l10n';
import { containerPaths } from '../../core/aws/container.ts';
import { AppError } from '../../core/errors.ts';
import type { JobInput } from '../../core/jobs/job.ts';
import { processing } from '../../core/jobs/kinds/processing/options.ts';
import { baseName } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import { inputNames, ownInputs } from '../../core/runs/inputNames.ts';
import type { RunInput, RunSpec } from '../../core/runs/runSpec.ts';
import { isS3Uri, parseS3Uri } from '../../core/storage/s3Uri.ts';
import { collectCode } from './collectCode.ts';
import type { FileUpload } from './uploadFiles.ts';

const maximumInputs = processing.limits.inputs - ownInputs.length;

interface InputsPlan {
  readonly inputs: readonly JobInput[];
  readonly uploads: readonly FileUpload[];
}

interface InputPlan {
  readonly input: JobInput;
  readonly uploads: readonly FileUpload[];
}

/** The user's inputs: S3 URIs as they are, local files and folders with their uploads. `folderUri` gives the place of a named input. */
export async function planInputs(
  { spec, files, signal }: { spec: RunSpec; files: Files; signal?: AbortSignal },
  folderUri: (name: string) => string,
): Promise<InputsPlan> {
  if (spec.inputs.length > maximumInputs) {
    throw invalid(
      l10n.t('A run has at most {0} inputs beside its code; this one has {1}.', maximumInputs, spec.inputs.length),
    );
  }
  const names = inputNames(spec.inputs);
  const repeated = names.find((name, index) => names.indexOf(name) !== index || ownInputs.includes(name));
  if (repeated !== undefined)
    throw invalid(l10n.t('The input name {0} is used twice or is one of the run’s own (code, entrypoint).', repeated));
  const plans = await Promise.all(
    spec.inputs.map((input, index) => planInput(input, names[index] ?? '', files, folderUri, signal)),
  );
  return { inputs: plans.map((plan) => plan.input), uploads: plans.flatMap((plan) => plan.uploads) };
}

async function planInput(
  input: RunInput,
  name: string,
  files: Files,
  folderUri: (name: string) => string,
  signal: AbortSignal | undefined,
): Promise<InputPlan> {
  const path = input.destination ?? `${containerPaths.input}/${name}`;
  if (isS3Uri(input.source)) {
    parseS3Uri(input.source);
    return { input: { name, uri: input.source, path }, uploads: [] };
  }
  const uri = folderUri(name);
  const info = await files.info(input.source);
  if (info?.kind === 'file') {
    const file = { file: input.source, uri: uri + baseName(input.source), size: info.size };
    return { input: { name, uri: file.uri, path }, uploads: [file] };
  }
  if (info?.kind !== 'folder')
    throw invalid(l10n.t('The input {0} is neither a file nor a folder nor an S3 URI: {1}.', name, input.source));
  const data = await collectCode({
    files,
    folder: input.source,
    content: 'data',
    sizeLimit: Infinity,
    ...(signal && { signal }),
  });
  if (data.files.length === 0) {
    throw new AppError(
      'CodeFolderEmpty',
      l10n.t('The input folder {0} is empty: there is nothing to upload.', input.source),
      {
        action: 'runWithOptions',
      },
    );
  }
  const uploads = data.files.map(({ path: below, file, size }) => ({ file, size, uri: uri + below }));
  return { input: { name, uri, path }, uploads };
}

function invalid(message: string): AppError {
  return new AppError('InvalidArgument', message, { action: 'runWithOptions' });
}
