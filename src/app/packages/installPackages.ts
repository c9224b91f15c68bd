import { AppError } from '../../core/errors.ts';
import { joinPath } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import type { FolderWriter } from '../../core/ports/folderWriter.ts';
import type { ProcessResult, ProcessRunner } from '../../core/ports/processRunner.ts';
import { installTrouble } from '../../core/packages/installTrouble.ts';
import { installationFolder, packagesFolder, pythonLibrary, rLibrary } from '../../core/packages/packageFolders.ts';
import {
  pipEnvironment,
  pipInstallArguments,
  pipPlan,
  pipPlanArguments,
  pipSpecifier,
} from '../../core/packages/pipInstallation.ts';
import { failedOfR, rInstallArguments } from '../../core/packages/rInstallation.ts';
import type { Language } from '../../core/scripts/language.ts';
import type { PackageNeed } from '../../core/scripts/needs.ts';
import type { Interpreter } from '../findInterpreter.ts';
import { environmentWith, type Variables } from './environment.ts';

export interface InstallPackagesOptions {
  readonly language: Language;
  /** R or Python of this machine that jobs run with. */
  readonly interpreter: Interpreter;
  readonly packages: readonly PackageNeed[];
  /** Folder of Local SageMaker's state. */
  readonly root: string;
  readonly processes: ProcessRunner;
  readonly files: Files;
  readonly folders: FolderWriter;
  /** What the programs get; the user's own, so that their repositories and proxies are used. */
  readonly environment: Variables;
  /** Given what R or pip prints, as it comes. */
  readonly onOutput: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Milliseconds that R or pip gets to clean up when it is cancelled. */
const grace = 3000;

/**
 * Installs packages for jobs of Local SageMaker into a library of their own: what the user has stays as it is. What is half installed when
 * it fails or is cancelled goes. `PackagesNotInstalled` says what could not be had, and what to do.
 */
export async function installPackages(options: InstallPackagesOptions): Promise<void> {
  const { root, folders, language } = options;
  const staging = installationFolder(root, `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`);
  await folders.make(staging);
  try {
    await (language === 'r' ? installForR(options, staging) : installForPython(options, staging));
  } finally {
    await folders.remove(staging);
  }
}

async function installForR(options: InstallPackagesOptions, staging: string): Promise<void> {
  const { root, packages } = options;
  const folder = `${staging}/library`;
  const result = await run(options, rInstallArguments(folder, rLibrary(root), packages), staging, {});
  if (result.exitCode !== 0) throw failure(options, result, failedOfR(result.stdout));
}

async function installForPython(options: InstallPackagesOptions, staging: string): Promise<void> {
  const { root, packages, interpreter, files, folders } = options;
  const [version = ''] = /^\d+\.\d+/u.exec(interpreter.version) ?? [];
  const folder = pythonLibrary(root, interpreter.path);
  // Packages of a Python that was here before do not work in another version.
  for (const { name } of (await files.info(folder)) ? await files.list(folder) : [])
    if (name !== version) await folders.remove(joinPath(folder, name));
  const target = `${folder}/${version}`;
  const report = `${staging}/report.json`;
  const variables = { ...pipEnvironment, PYTHONPATH: joined(target, options.environment['PYTHONPATH']) };
  const planned = await run(options, pipPlanArguments(report, packages), staging, variables);
  const plan = (await files.info(report)) ? pipPlan(await files.readText(report), packages) : undefined;
  // Before version 22.2 pip could not tell: then it brings all that is needed, also what is there.
  const isOld = plan === undefined && /no such option: --(?:dry-run|report)/u.test(planned.stderr);
  if (planned.exitCode !== 0 && !isOld) throw failure(options, planned, []);
  const specifiers = plan ?? packages.map(pipSpecifier);
  if (specifiers.length === 0) return;
  const result = await run(options, pipInstallArguments(target, specifiers, plan !== undefined), staging, variables);
  if (result.exitCode !== 0) throw failure(options, result, []);
}

function run(
  { interpreter, processes, environment, onOutput, signal, root }: InstallPackagesOptions,
  args: readonly string[],
  staging: string,
  variables: Variables,
): Promise<ProcessResult> {
  const env = environmentWith(environment, { ...variables, TMPDIR: staging });
  // Not the script's folder: a profile there may look for packages elsewhere.
  const cwd = packagesFolder(root);
  return processes.run({ command: interpreter.path, args, env, cwd, onOutput, signal, grace });
}

function joined(first: string, second: string | undefined): string {
  return second === undefined || second === '' ? first : `${first}:${second}`;
}

function failure(
  { language, packages }: InstallPackagesOptions,
  result: ProcessResult,
  failed: readonly string[],
): AppError {
  const output = `${result.stdout}\n${result.stderr}`;
  const message = installTrouble({ language, packages: packages.map(({ name }) => name), failed, output });
  return new AppError('PackagesNotInstalled', message);
}
