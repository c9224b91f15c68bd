import path from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../core/errors.ts';
import { languageOf, scriptLanguage, type Language } from '../../core/scripts/language.ts';
import { leftOut } from './leftOut.ts';

export interface Script {
  readonly uri: vscode.Uri;
  readonly language: Language;
}

/**
 * The scripts a command was called on: what was selected in the explorer, else the resource, else the script in the active editor, or
 * in sight, or open, or in the workspace: of several the user chooses one. Empty when they do not.
 */
export async function scriptsOf(
  args: readonly unknown[],
  question = vscode.l10n.t('Run which script?'),
): Promise<vscode.Uri[]> {
  const [resource, selection] = args;
  if (Array.isArray(selection) && selection.length > 0) {
    const uris = selection.filter((item) => item instanceof vscode.Uri);
    if (uris.length > 0) return uris;
  }
  if (resource instanceof vscode.Uri) return [resource];
  const active = vscode.window.activeTextEditor?.document;
  if (active && isScript(active)) return [active.uri];
  const inSight = distinct(vscode.window.visibleTextEditors.map(({ document }) => document));
  const [only] = inSight;
  if (only && inSight.length === 1) return [only.uri];
  const open = inSight.length > 0 ? inSight : distinct(vscode.workspace.textDocuments.filter(hasTab));
  const found = open.length > 0 ? open.map(({ uri }) => uri) : await scriptsOfWorkspace();
  if (found.length === 0) throw noScript();
  const picked = await vscode.window.showQuickPick(
    found.map((uri) => ({ label: path.basename(uri.path), description: vscode.workspace.asRelativePath(uri), uri })),
    { placeHolder: question },
  );
  return picked ? [picked.uri] : [];
}

async function scriptsOfWorkspace(): Promise<vscode.Uri[]> {
  const uris = await vscode.workspace.findFiles('**/*.{R,r,py}', leftOut, 200);
  return uris.sort((a, b) => a.path.localeCompare(b.path));
}

function noScript(): AppError {
  return new AppError('ScriptNotFound', vscode.l10n.t('No script is open. Open an R or Python script first.'));
}

function isScript({ uri, languageId, isUntitled }: vscode.TextDocument): boolean {
  if (uri.scheme !== 'file' && !isUntitled) return false;
  return languageId === 'r' || languageId === 'python' || languageOf(uri.path) !== undefined;
}

function distinct(documents: readonly vscode.TextDocument[]): vscode.TextDocument[] {
  return [...new Map(documents.filter(isScript).map((document) => [document.uri.toString(), document])).values()];
}

function hasTab({ uri }: vscode.TextDocument): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
}

/** Saves the script (and whatever else of the workspace is unsaved: it may be sourced) and tells its language. */
export async function readyScript(resource: vscode.Uri): Promise<Script> {
  requireTrust();
  const document = vscode.workspace.textDocuments.find((item) => item.uri.toString() === resource.toString());
  let uri = resource;
  if (document?.isDirty === true || document?.isUntitled === true) {
    const saved = await vscode.workspace.save(resource);
    if (!saved) throw new vscode.CancellationError();
    uri = saved;
  }
  await vscode.workspace.saveAll(false);
  if (uri.scheme !== 'file') {
    const message = vscode.l10n.t('{0} is not a file on disk. Save it into a folder, then run it.', uri.toString(true));
    throw new AppError('UnsupportedScript', message);
  }
  return { uri, language: scriptLanguage(path.basename(uri.fsPath)) };
}

/** Nothing runs, and nothing of the user's account is read, in a workspace that the user has not trusted. */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new AppError(
    'WorkspaceUntrusted',
    vscode.l10n.t(
      'This workspace is not trusted, so nothing was run or read. Trust it if you know who wrote the scripts, then try again.',
    ),
  );
}
