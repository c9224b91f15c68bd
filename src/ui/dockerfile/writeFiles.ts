import * as vscode from 'vscode';
import type { PlannedFile } from '../../core/dockerfile/plan.ts';
import type { DockerfileDocuments } from './documents.ts';

/**
 * Writes files into a folder. One that is there already is shown beside what would replace it, and replaced only if the person says so.
 * Returns the first, whether replaced or kept; undefined when they leave the question about it.
 */
export async function writeFiles(
  folder: vscode.Uri,
  files: readonly PlannedFile[],
  documents: DockerfileDocuments,
): Promise<vscode.Uri | undefined> {
  for (const [index, file] of files.entries()) {
    const uri = vscode.Uri.joinPath(folder, file.name);
    const existing = await textOf(uri);
    if (existing === file.text) continue;
    if (existing !== undefined && !(await mayReplace(uri, file, documents))) {
      // Nothing else is written around a Dockerfile that stays as it was.
      if (index === 0) return undefined;
      if (file.name === '.dockerignore') tellIgnored(existing, file.text);
      continue;
    }
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(file.text));
  }
  const [first] = files;
  return first && vscode.Uri.joinPath(folder, first.name);
}

/** A list that shuts everything out must let in what the Dockerfile copies, or the build fails. */
function tellIgnored(kept: string, planned: string): void {
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

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

async function mayReplace(uri: vscode.Uri, file: PlannedFile, documents: DockerfileDocuments): Promise<boolean> {
  const proposed = documents.document(uri.path, file.text);
  const title = vscode.l10n.t('{0}: yours ↔ new', file.name);
  await vscode.commands.executeCommand('vscode.diff', uri, proposed, title, { preview: false });
  const replace = { label: vscode.l10n.t('Replace'), description: vscode.l10n.t('with the new one, on the right') };
  const keep = { label: vscode.l10n.t('Keep Mine'), description: vscode.l10n.t('the one on the left stays as it is') };
  const picked = await vscode.window.showQuickPick([keep, replace], {
    title: vscode.l10n.t('{0} is there already', file.name),
    placeHolder: vscode.l10n.t('Compare the two below'),
    ignoreFocusOut: true,
  });
  await closeDiff(proposed);
  return picked === replace;
}

async function closeDiff(proposed: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === proposed.toString(),
    );
  await vscode.window.tabGroups.close(tabs);
}
