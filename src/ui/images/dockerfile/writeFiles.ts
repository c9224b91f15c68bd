import * as vscode from 'vscode';
import type { CreatedDockerfile } from '../../../app/dockerfile/createDockerfile.ts';
import type { PlannedFile } from '../../../core/dockerfile/plan.ts';
import { AppError } from '../../../core/errors.ts';
import { baseName } from '../../../core/paths.ts';
import { askAboutDockerfile } from './askAboutDockerfile.ts';
import { compare } from './compare.ts';
import type { DockerfileDocuments } from './documents.ts';

/** What became of a Dockerfile. `complete`: it was changed by hand, or for other scripts, and has all that these need. */
export type WrittenKind = 'created' | 'replaced' | 'extended' | 'unchanged' | 'complete' | 'kept';

export interface WrittenFiles {
  readonly dockerfile: vscode.Uri;
  readonly kind: WrittenKind;
  /** Names of the files beside it that were not there before. */
  readonly beside: readonly string[];
}

export interface WriteFilesOptions {
  readonly folder: vscode.Uri;
  readonly created: CreatedDockerfile;
  readonly documents: DockerfileDocuments;
  /** Writes the Dockerfile anew, also when what is there could stay. */
  readonly isAnew?: boolean;
  /** What is missing is to be added, where that can be: no question whether to. */
  readonly isMissingOnly?: boolean;
}

/**
 * Writes a Dockerfile and the files beside it. What is there already stays unless the person says otherwise, having seen both. Undefined
 * when they leave the question about the Dockerfile.
 */
export async function writeFiles(options: WriteFilesOptions): Promise<WrittenFiles | undefined> {
  const { folder, created, documents } = options;
  const [planned, ...beside] = created.files;
  if (!planned) return undefined;
  const dockerfile = vscode.Uri.joinPath(folder, planned.name);
  const kind = await writeDockerfile(dockerfile, planned, options);
  if (kind === undefined || kind === 'kept') return kind && { dockerfile, kind, beside: [] };
  // What stays as it was, or gets a block more, copies what it copied.
  const isNew = kind === 'created' || kind === 'replaced';
  const came: string[] = [];
  for (const file of beside)
    if (await writeBeside(vscode.Uri.joinPath(folder, file.name), file, isNew, documents)) came.push(file.name);
  return { dockerfile, kind, beside: came };
}

async function writeDockerfile(
  uri: vscode.Uri,
  planned: PlannedFile,
  { created, documents, isAnew = false, isMissingOnly = false }: WriteFilesOptions,
): Promise<WrittenKind | undefined> {
  const existing = await textOf(uri);
  if (existing === planned.text) return 'unchanged';
  if (existing === undefined) {
    await write(uri, planned.text);
    return 'created';
  }
  const { addition } = created;
  if (addition?.added.length === 0 && !isAnew) return 'complete';
  const choice = isAnew ? 'replace' : isMissingOnly && addition ? 'add' : await askAboutDockerfile(created);
  if (choice === undefined) return undefined;
  const text = choice === 'add' && addition ? addition.text : planned.text;
  if (!(await compare(uri, text, documents))) return 'kept';
  await replace(uri, existing, text);
  return choice === 'add' ? 'extended' : 'replaced';
}

/** Whether there was none before. */
async function writeBeside(
  uri: vscode.Uri,
  { name, text }: PlannedFile,
  isNew: boolean,
  documents: DockerfileDocuments,
): Promise<boolean> {
  const existing = await textOf(uri);
  if (existing === undefined) await write(uri, text);
  if (existing === undefined || existing === text || !isNew) return existing === undefined;
  const look: vscode.MessageItem = { title: vscode.l10n.t('Compare…') };
  const detail = vscode.l10n.t(
    'The new Dockerfile comes with one of its own. You see both beside each other first, and choose with the buttons above them.',
  );
  const keep: vscode.MessageItem = { title: vscode.l10n.t('Keep Mine'), isCloseAffordance: true };
  const question = vscode.l10n.t('{0} is there already, and is another one.', name);
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, look, keep);
  if (chosen === look && (await compare(uri, text, documents))) await replace(uri, existing, text);
  else if (name === '.dockerignore') warnOfIgnored(existing, text);
  return false;
}

/** A list that shuts everything out must let in what the Dockerfile copies, or the build fails. */
function warnOfIgnored(kept: string, planned: string): void {
  const lines = kept.split(/\r?\n/u).map((line) => line.trim());
  if (!lines.some((line) => /^\*|^[^#!].*\.sh$/u.test(line))) return;
  const missing = planned.split('\n').filter((line) => line.startsWith('!') && !lines.includes(line));
  if (missing.length === 0) return;
  const text = vscode.l10n.t(
    '.dockerignore stays as it is, and may keep from the build what the Dockerfile copies. Add these lines to it: {0}',
    missing.join(' '),
  );
  void vscode.window.showWarningMessage(text);
}

/** The two may have stood beside each other for hours. */
async function replace(uri: vscode.Uri, seen: string, text: string): Promise<void> {
  if ((await textOf(uri)) === seen) {
    await write(uri, text);
    return;
  }
  throw new AppError(
    'InvalidArgument',
    vscode.l10n.t(
      '{0} has changed since you saw it beside the new one, so nothing was written. Create it again to compare the two as they are now.',
      baseName(uri.path),
    ),
  );
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
