import path from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../core/errors.ts';
import { scriptLanguage } from '../../core/runs/language.ts';
import type { Language } from '../../core/runs/runSpec.ts';

export interface Script {
  readonly uri: vscode.Uri;
  readonly language: Language;
}

/** The scripts a command was called on: what was selected in the explorer, else the resource, else the open editor. */
export function scriptsOf(args: readonly unknown[]): vscode.Uri[] {
  const [resource, selection] = args;
  if (Array.isArray(selection) && selection.length > 0) {
    const uris = selection.filter((item) => item instanceof vscode.Uri);
    if (uris.length > 0) return uris;
  }
  if (resource instanceof vscode.Uri) return [resource];
  const open = vscode.window.activeTextEditor?.document.uri;
  return open ? [open] : [];
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
