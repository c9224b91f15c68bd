import path from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../core/errors.ts';
import { languageOf } from '../../core/scripts/language.ts';
import { activeEditor, openDocument } from './activeFile.ts';
import { messageText } from './errors/messageText.ts';

/**
 * The scripts a command was called on: what was selected in the explorer, else the resource, else the script in front. Another file in
 * front is never passed over for a script beside it: it is named, and the user chooses. Where no file is in front, the one script in sight is
 * meant; of several in sight, or open, or in the workspace, the user chooses one. Empty when they do not.
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
  const front = activeEditor();
  const inSight = distinct(vscode.window.visibleTextEditors.map(({ document }) => document));
  if (front.kind === 'file') return isScript(front.uri) ? [front.uri] : insteadOf(front.uri, inSight, question);
  return front.kind === 'nothing' && inSight.length === 1 ? inSight : pickScript(inSight, question);
}

interface Offer extends vscode.MessageItem {
  /** Undefined: the user wants to choose. */
  readonly uri: vscode.Uri | undefined;
}

/** Says that the file in front is no script, and offers those beside it. */
async function insteadOf(file: vscode.Uri, inSight: readonly vscode.Uri[], question: string): Promise<vscode.Uri[]> {
  const offers = inSight
    .slice(0, 2)
    .map((uri) => ({ title: vscode.l10n.t('Use {0}', vscode.workspace.asRelativePath(uri)), uri }));
  const others = { title: vscode.l10n.t('Choose Script…'), uri: undefined };
  const message = vscode.l10n.t(
    '{0} is in front, which is no script (.R, .py) and no document (.Rmd, .qmd, .ipynb).',
    messageText(path.basename(file.path)),
  );
  const chosen = await vscode.window.showWarningMessage<Offer>(message, ...offers, others);
  if (!chosen) return [];
  return chosen.uri ? [chosen.uri] : pickScript(inSight, question);
}

async function pickScript(inSight: readonly vscode.Uri[], question: string): Promise<vscode.Uri[]> {
  const open = inSight.length > 0 ? inSight : distinct(vscode.workspace.textDocuments.filter(hasTab));
  const found = open.length > 0 ? open : await scriptsOfWorkspace();
  if (found.length === 0)
    throw new AppError('ScriptNotFound', vscode.l10n.t('No script is open. Open an R or Python script first.'));
  const picked = await vscode.window.showQuickPick(
    found.map((uri) => ({ label: path.basename(uri.path), description: vscode.workspace.asRelativePath(uri), uri })),
    { placeHolder: question },
  );
  return picked ? [picked.uri] : [];
}

async function scriptsOfWorkspace(): Promise<vscode.Uri[]> {
  const uris = await vscode.workspace.findFiles('**/*.{R,r,py,Rmd,rmd,qmd,ipynb}', excludedFolders, 200);
  return uris.sort((a, b) => a.path.localeCompare(b.path));
}

/** By its name, or by the language that the user chose for it. */
function isScript(uri: vscode.Uri): boolean {
  const language = openDocument(uri)?.languageId;
  return language === 'r' || language === 'python' || languageOf(uri.path) !== undefined;
}

/** What is on no disk, such as a file as it was in the last commit, runs only after a question of its own. */
function distinct(documents: readonly vscode.TextDocument[]): vscode.Uri[] {
  const scripts = documents.filter(({ uri, isUntitled }) => (uri.scheme === 'file' || isUntitled) && isScript(uri));
  return [...new Map(scripts.map(({ uri }) => [uri.toString(), uri])).values()];
}

function hasTab({ uri }: vscode.TextDocument): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
}

/** Folders whose files are no part of the user's own work, as `findFiles` takes them. */
export const excludedFolders = '**/{node_modules,.git,renv,packrat,.venv,venv}/**';
