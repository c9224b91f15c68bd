import * as vscode from 'vscode';
import { createDockerfile, type CreatedDockerfile } from '../../../app/dockerfile/createDockerfile.ts';
import { findScripts } from '../../../app/dockerfile/findScripts.ts';
import type { Interpreter } from '../../../app/findInterpreter.ts';
import { AppError, isAppError } from '../../../core/errors.ts';
import { baseName } from '../../../core/paths.ts';
import { languageName, type Language } from '../../../core/scripts/language.ts';
import { showError } from '../../kit/errors/showError.ts';
import { interpreterCandidates } from '../../kit/interpreters.ts';
import { readyScript, requireTrust } from '../../kit/script.ts';
import { scriptsOf } from '../../kit/scriptsOf.ts';
import type { Services } from '../../kit/services.ts';
import type { DockerfileDocuments } from './documents.ts';
import { below, dockerfileFolder, addMissingPackages } from './place.ts';
import { report } from './report.ts';
import { withCancellableProgress } from '../../kit/progress.ts';
import { writeFiles } from './writeFiles.ts';

/** Writes the Dockerfile of an image for what was clicked, or for the open script. */
export async function createForScript(
  services: Services,
  documents: DockerfileDocuments,
  args: readonly unknown[],
): Promise<void> {
  const [resource] = await scriptsOf(args, vscode.l10n.t('Create the Dockerfile for which script?'));
  if (!resource) return;
  const { uri, language } = await readyScript(resource);
  const folder = await dockerfileFolder(services.files, uri, language);
  await create({
    services,
    documents,
    folder,
    language,
    scripts: [below(folder, uri.fsPath)],
    about: uri,
    script: uri,
    isMissingOnly: args[1] === addMissingPackages,
  });
}

/** Writes the Dockerfile of an image for all scripts of a folder: the one that was clicked, else the workspace's. */
export async function createForFolder(
  services: Services,
  documents: DockerfileDocuments,
  args: readonly unknown[],
): Promise<void> {
  requireTrust();
  const folder = args[0] instanceof vscode.Uri ? args[0] : await workspaceFolder();
  if (!folder) return;
  await vscode.workspace.saveAll(false);
  const found = await findScripts(services.files, folder.fsPath);
  const languages = (['r', 'python'] as const).filter((language) => found[language].length > 0);
  if (languages.length === 0)
    throw new AppError(
      'ScriptNotFound',
      vscode.l10n.t('There is no R or Python script in {0}.', baseName(folder.fsPath)),
    );
  const language = await whichLanguage(languages, found);
  if (language === undefined) return;
  const { [language]: scripts } = found;
  await create({ services, documents, folder: folder.fsPath, language, scripts, about: folder });
}

async function workspaceFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0)
    throw new AppError('ScriptNotFound', vscode.l10n.t('No folder is open. Open the folder of your scripts first.'));
  return folders.length === 1 ? folders[0]?.uri : (await vscode.window.showWorkspaceFolderPick())?.uri;
}

async function whichLanguage(
  languages: readonly Language[],
  found: Readonly<Record<Language, readonly string[]>>,
): Promise<Language | undefined> {
  if (languages.length < 2) return languages[0];
  const items = languages.map((language) => ({
    label: languageName(language),
    description: vscode.l10n.t(
      'scripts: {0}',
      found[language].slice(0, 3).join(', ') + (found[language].length > 3 ? ', …' : ''),
    ),
    language,
  }));
  const title = vscode.l10n.t('An image for which scripts?');
  return (await vscode.window.showQuickPick(items, { title }))?.language;
}

interface CreateOptions {
  readonly services: Services;
  readonly documents: DockerfileDocuments;
  readonly folder: string;
  readonly language: Language;
  readonly scripts: readonly string[];
  /** What interpreters are chosen for. */
  readonly about: vscode.Uri;
  /** The one script that it is for, which is run once the image is built. */
  readonly script?: vscode.Uri;
  /** A Dockerfile that is there gets what it lacks, where it can, and nothing is asked but whether that is right. */
  readonly isMissingOnly?: boolean;
}

async function create(options: CreateOptions, isAnew = false): Promise<void> {
  const { services, documents, folder, isMissingOnly = false } = options;
  const created = await withCancellableProgress(vscode.l10n.t('Reading what the code needs'), (signal) =>
    read(options, signal),
  );
  const written = await writeFiles({ folder: vscode.Uri.file(folder), created, documents, isAnew, isMissingOnly });
  if (!written) return;
  if (options.script) await services.builtImages.saveScript(written.dockerfile.fsPath, options.script.fsPath);
  await vscode.window.showTextDocument(written.dockerfile, { preview: false });
  const { logger } = services;
  // Not awaited: the message may stand for hours.
  report({ created, written, documents, logger, onAnew: () => create(options, true) }).catch((error: unknown) =>
    showError(error, logger),
  );
}

async function read(options: CreateOptions, signal: AbortSignal): Promise<CreatedDockerfile> {
  const { services, folder, language, scripts } = options;
  const { files, processes, loadParser, extensionUri } = services;
  const [parser, interpreter] = await Promise.all([loadParser(), interpreterHere(options, signal)]);
  return createDockerfile({
    files,
    parser,
    processes,
    interpreter,
    folder,
    scripts,
    language,
    entrypoint: vscode.Uri.joinPath(extensionUri, 'media', 'image', 'sagemaker-entrypoint.sh').fsPath,
    signal,
  });
}

/** None is no obstacle: somebody may well write an image on a machine without R. */
async function interpreterHere(
  { services, language, about }: CreateOptions,
  signal: AbortSignal,
): Promise<Interpreter | undefined> {
  try {
    return await services.interpreters.find(language, await interpreterCandidates(language, about, services), signal);
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}
