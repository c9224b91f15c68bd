import * as vscode from 'vscode';
import { buildAndPushImage, type BuildStep, type BuiltImage } from '../../../app/images/buildAndPushImage.ts';
import { parseDockerfile } from '../../../core/images/dockerfile.ts';
import { dockerfileLanguages } from '../../../core/images/dockerfileLanguage.ts';
import type { DockerfileProblem } from '../../../core/images/dockerfileProblem.ts';
import type { ImageSpec } from '../../../core/images/imageSpec.ts';
import { parseImageTask } from '../../../core/images/imageTask.ts';
import type { Language } from '../../../core/scripts/language.ts';
import { settingIds } from '../../kit/ids.ts';
import { saveBeforeRun } from '../../kit/tasks.ts';
import { requireTrust } from '../../kit/script.ts';
import type { Services } from '../../kit/services.ts';
import { imageLanguage } from './imageLanguage.ts';
import { imageMembers } from './imageTask.ts';

export interface RunBuildOptions {
  readonly definition: vscode.TaskDefinition;
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly services: Services;
  readonly onSpec: (spec: ImageSpec) => void;
  readonly onProgress: (step: BuildStep) => void;
  readonly onOutput: (text: string) => void;
  readonly onProblem: (problem: DockerfileProblem) => void;
  readonly signal: AbortSignal;
}

export interface FinishedBuild extends BuiltImage {
  readonly dockerfile: string;
  /** Whose scripts of the workspace run in it from now on; `unknown` when only the user can tell. */
  readonly language: Language | 'unknown' | undefined;
  /** False when they ran in the very same one before. */
  readonly isNew: boolean;
}

/** From a task's definition to an image that the next run uses. */
export async function runBuild(options: RunBuildOptions): Promise<FinishedBuild> {
  const { definition, services, onSpec, onProgress, onOutput, onProblem, signal } = options;
  requireTrust();
  const folder = options.folder ?? vscode.workspace.workspaceFolders?.[0];
  await saveBeforeRun(folder);
  const { settings, builtImages, processes, files, clock } = services;
  const members = imageMembers(definition);
  const spec = parseImageTask(members, {
    workspaceFolder: folder?.uri.fsPath,
    buildArguments: settings.buildArguments(folder?.uri),
    buildOptions: settings.buildOptions(folder?.uri),
  });
  onSpec(spec);
  const connection = settings.connection();
  const engine = await services.engines.find(signal);
  const { registry } = await services.backends.get(connection, signal);
  const instanceType = settings.text(settingIds.instanceType, folder?.uri);
  const parts = { spec, engine, registry, processes, files, clock, instanceType };
  const built = await buildAndPushImage({ ...parts, onProgress, onOutput, onProblem, signal });
  const told = dockerfileLanguages(parseDockerfile(await files.readText(spec.dockerfile)));
  const { dockerfile, context } = spec;
  const language = spec.language ?? (await imageLanguage({ dockerfile, context, told, services }));
  const isNew =
    !language || settings.image(language) !== built.uri || builtImages.find(built.uri)?.digest !== built.digest;
  await builtImages.save(built.uri, {
    members,
    dockerfile,
    context,
    workspaceFolder: folder?.uri.fsPath,
    digest: built.digest,
    fingerprint: built.fingerprint,
  });
  // What only this machine has is of no use to AWS.
  const isUsable = spec.push || connection.kind === 'local';
  if (language && isUsable) await settings.saveImage(language, built.uri);
  return { ...built, dockerfile, language: isUsable ? (language ?? 'unknown') : undefined, isNew };
}
