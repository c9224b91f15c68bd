import path from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../core/errors.ts';
import { scriptLanguage, type Language } from '../../core/scripts/language.ts';
import { openDocument } from './activeFile.ts';

export interface Script {
  readonly uri: vscode.Uri;
  readonly language: Language;
}

/** Saves the script (and whatever else of the workspace is unsaved: it may be sourced) and tells its language. */
export async function readyScript(resource: vscode.Uri): Promise<Script> {
  requireTrust();
  const uri = await savedFile(resource);
  await vscode.workspace.saveAll(false);
  return { uri, language: scriptLanguage(path.basename(uri.fsPath)) };
}

/**
 * The file as the editor shows it, saved; one that never was, where the user wants it. `UnsupportedScript` for what is on no disk, as a file
 * of an earlier commit.
 */
export async function savedFile(resource: vscode.Uri): Promise<vscode.Uri> {
  const document = openDocument(resource);
  let uri = resource;
  if (document?.isDirty === true || document?.isUntitled === true) {
    const saved = await vscode.workspace.save(resource);
    if (!saved) throw new vscode.CancellationError();
    uri = saved;
  }
  if (uri.scheme !== 'file') {
    const message = vscode.l10n.t('{0} is not a file on disk. Save it into a folder, then run it.', uri.toString(true));
    throw new AppError('UnsupportedScript', message);
  }
  return uri;
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
