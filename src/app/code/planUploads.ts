import * as l10n from '@vscode/l10n';
import { AppError } from '../../core/errors.ts';
import { baseName, normalised, parentOf, pathBelow } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import { scriptLanguage } from '../../core/scripts/language.ts';
import type { RequestParts } from '../../core/runs/requestOfRun.ts';
import type { RunSpec } from '../../core/runs/runSpec.ts';
import { asFolder, isS3Uri, s3Uri } from '../../core/storage/s3Uri.ts';
import { collectCode, type CollectedCode } from './collectCode.ts';
import { planInputs } from './planInputs.ts';
import type { FileUpload } from './uploadFiles.ts';

export interface PlanUploadsOptions {
  readonly spec: RunSpec;
  readonly files: Files;
  readonly launcherFolder: string;
  readonly codeSizeLimit: number;
  readonly bucket: string;
  readonly name: string;
  readonly signal?: AbortSignal;
}

export interface UploadPlan extends Pick<
  RequestParts,
  'scriptPath' | 'workingDirectory' | 'codeUri' | 'launcherUri' | 'inputs'
> {
  readonly uploads: readonly FileUpload[];
  readonly warnings: readonly string[];
}

/** Everything that a run uploads and where it goes: s3://bucket/JOB/input/{code,entrypoint,NAME}/…. Uploads nothing itself. */
export async function planUploads(options: PlanUploadsOptions): Promise<UploadPlan> {
  const { bucket, name, files, launcherFolder } = options;
  const folderUri = (input: string): string => asFolder(s3Uri(bucket, name, 'input', input));
  const launcherUri = folderUri('entrypoint');
  const [code, launcher, inputs] = await Promise.all([
    planCode(options, folderUri('code')),
    launcherUploads(files, launcherFolder, launcherUri),
    planInputs(options, folderUri),
  ]);
  return {
    scriptPath: code.scriptPath,
    workingDirectory: code.workingDirectory,
    codeUri: code.uri,
    launcherUri,
    inputs: inputs.inputs,
    uploads: [...code.uploads, ...launcher, ...inputs.uploads],
    warnings: code.warnings,
  };
}

interface CodePlan {
  readonly scriptPath: string;
  readonly workingDirectory: string;
  readonly uri: string;
  readonly uploads: readonly FileUpload[];
  readonly warnings: readonly string[];
}

async function planCode(options: PlanUploadsOptions, uri: string): Promise<CodePlan> {
  const { spec, files, codeSizeLimit, signal } = options;
  scriptLanguage(baseName(spec.script));
  if (spec.code !== undefined && isS3Uri(spec.code)) {
    return {
      scriptPath: spec.script,
      workingDirectory: normalised(spec.workingDirectory ?? '') ?? '',
      uri: spec.code,
      uploads: [],
      warnings: [l10n.t('Runs the code as it was uploaded then: {0}', spec.code)],
    };
  }
  const folder = spec.code ?? parentOf(spec.script);
  const scriptPath = pathBelow(folder, spec.script);
  if (scriptPath === undefined) {
    throw new AppError(
      'ScriptNotFound',
      l10n.t('The script {0} is not in its code folder {1}. Choose a folder that holds it.', spec.script, folder),
      {
        action: 'runWithOptions',
      },
    );
  }
  const workingDirectory = await workingDirectoryIn(folder, options);
  if ((await files.info(spec.script))?.kind !== 'file') {
    throw new AppError(
      'ScriptNotFound',
      l10n.t('There is no file {0}. Save the script, or correct its path in the task.', spec.script),
    );
  }
  const code = await collectCode({
    files,
    folder,
    content: 'code',
    sizeLimit: codeSizeLimit,
    required: [scriptPath],
    ...(signal && { signal }),
  });
  const uploads = code.files.map(({ path, file, size }) => ({ file, size, uri: uri + path }));
  return { scriptPath, workingDirectory, uri, uploads, warnings: codeWarnings(code) };
}

const unusable = (message: string): AppError => new AppError('InvalidArgument', message, { action: 'runWithOptions' });

/** Below the code folder; empty for that itself. */
async function workingDirectoryIn(folder: string, { spec, files }: PlanUploadsOptions): Promise<string> {
  const chosen = spec.workingDirectory ?? parentOf(spec.script);
  if (chosen === folder) return '';
  const below = pathBelow(folder, chosen);
  if (below === undefined)
    throw unusable(
      l10n.t('The working directory {0} is not in the code folder {1}. Choose one that is.', chosen, folder),
    );
  if ((await files.info(chosen))?.kind !== 'folder')
    throw unusable(l10n.t('There is no folder {0} to work in. Choose another working directory.', chosen));
  return below;
}

const named = 5;

function codeWarnings({ ignored, brokenLinks }: CollectedCode): string[] {
  const some = (paths: readonly string[]): string =>
    paths.slice(0, named).join(', ') + (paths.length > named ? ', …' : '');
  const warnings: string[] = [];
  if (ignored.length > 0) warnings.push(l10n.t('Left out by .gitignore or .sagemakerignore: {0}', some(ignored)));
  if (brokenLinks.length > 0)
    warnings.push(l10n.t('Left out because they are links to nothing: {0}', some(brokenLinks)));
  return warnings;
}

async function launcherUploads(files: Files, folder: string, uri: string): Promise<FileUpload[]> {
  const entries = await files.list(folder);
  return Promise.all(
    entries.map(async ({ name }) => {
      const file = `${folder}/${name}`;
      return { file, uri: uri + name, size: (await files.info(file))?.size ?? 0 };
    }),
  );
}
