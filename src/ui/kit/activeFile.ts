import * as vscode from 'vscode';
import { outputsViewType } from './ids.ts';

/** What somebody has in front who calls a command on nothing in particular. */
export type ActiveEditor =
  | { readonly kind: 'file'; readonly uri: vscode.Uri }
  /** What may well be about a file, such as a preview: which one cannot be told. */
  | { readonly kind: 'view' }
  /** What is about no file: no editor at all, a terminal, outputs. */
  | { readonly kind: 'nothing' };

/**
 * The active tab, whatever kind of editor it has: a notebook or a picture is in front as much as a text. A panel that has the focus, such
 * as the terminal, leaves it in front; `activeTextEditor` would be the output that was clicked, or the text beside a notebook.
 */
export function activeEditor(): ActiveEditor {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (!tab) return { kind: 'nothing' };
  const { input } = tab;
  if (input instanceof vscode.TabInputText) return file(input.uri);
  if (input instanceof vscode.TabInputCustom) return file(input.uri);
  if (input instanceof vscode.TabInputNotebook) return file(input.uri);
  if (input instanceof vscode.TabInputTextDiff) return file(activeSide(input));
  if (input instanceof vscode.TabInputNotebookDiff) return file(input.modified);
  if (input instanceof vscode.TabInputTerminal) return { kind: 'nothing' };
  // The editor puts a word of its own in front of the type.
  if (input instanceof vscode.TabInputWebview && input.viewType.endsWith(outputsViewType)) return { kind: 'nothing' };
  return { kind: 'view' };
}

/** The file that is in front, if it is known. */
export function activeFile(): vscode.Uri | undefined {
  const front = activeEditor();
  return front.kind === 'file' ? front.uri : undefined;
}

/** The document of a file that is open, with what is unsaved. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

function file(uri: vscode.Uri): ActiveEditor {
  return { kind: 'file', uri };
}

/** Of two files the one with the cursor; of a file and what it was, or would become, the file. */
function activeSide({ original, modified }: vscode.TabInputTextDiff): vscode.Uri {
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const onDisk = [modified, original].filter(({ scheme }) => scheme === 'file');
  return onDisk.find((side) => side.toString() === active) ?? onDisk[0] ?? modified;
}
