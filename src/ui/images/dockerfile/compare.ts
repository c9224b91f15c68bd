import * as vscode from 'vscode';
import { baseName } from '../../../core/paths.ts';
import { commandIds, contextKeys } from '../../kit/ids.ts';
import type { DockerfileDocuments } from './documents.ts';

/**
 * Shows a file beside what it would become, and waits for one of the buttons above the two. Whether it is to become that: closing the
 * comparison says no.
 */
export async function compare(uri: vscode.Uri, text: string, documents: DockerfileDocuments): Promise<boolean> {
  const { comparisons } = documents;
  const proposed = documents.document(uri.path, text);
  // Asked once more about the same file: the question before is over.
  comparisons.get(uri.path)?.(false);
  let answer: (isUsed: boolean) => void = () => undefined;
  const answered = new Promise<boolean>((resolve) => {
    answer = resolve;
  });
  comparisons.set(uri.path, answer);
  const closed = vscode.window.tabGroups.onDidChangeTabs((change) => {
    if (change.closed.some((tab) => shows(tab, proposed))) answer(false);
  });
  try {
    await offerButtons(documents);
    const title = vscode.l10n.t('{0}: now ↔ as it would be', baseName(uri.path));
    await vscode.commands.executeCommand('vscode.diff', uri, proposed, title, { preview: false });
    return await sayHow(proposed, answered);
  } finally {
    closed.dispose();
    // Unless the file is compared anew by now.
    if (comparisons.get(uri.path) === answer) {
      comparisons.delete(uri.path);
      await offerButtons(documents);
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      await vscode.window.tabGroups.close(tabs.filter((tab) => shows(tab, proposed)));
    }
  }
}

/** What the buttons above a comparison do, and the links of its message; `file` is either of its sides, or their path. */
export function answerComparison({ comparisons }: DockerfileDocuments, file: unknown, isUsed: boolean): void {
  const path = file instanceof vscode.Uri ? file.path : file;
  if (typeof path === 'string') comparisons.get(path)?.(isUsed);
}

/**
 * The buttons above a comparison are easily overlooked. A message with links that do the same, which goes away with the answer: one with
 * buttons of its own would stay.
 */
function sayHow(proposed: vscode.Uri, answered: Promise<boolean>): Thenable<boolean> {
  const argument = encodeURIComponent(JSON.stringify([proposed.path]));
  const use = `[${vscode.l10n.t('Use the New One')}](command:${commandIds.useProposal}?${argument})`;
  const keep = `[${vscode.l10n.t('Keep Mine')}](command:${commandIds.keepMine}?${argument})`;
  const title = vscode.l10n.t('{0} (right) or {1} (left)?', use, keep);
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, (progress) => {
    // Nothing is at work: without a figure the bar would run.
    progress.report({ increment: 0 });
    return answered;
  });
}

/** Only above comparisons that somebody waits for: one of another extension, or from before the window was closed, has none. */
async function offerButtons({ comparisons }: DockerfileDocuments): Promise<void> {
  const paths = [...comparisons.keys()].flatMap((path) => [path, vscode.Uri.file(path).fsPath]);
  await vscode.commands.executeCommand('setContext', contextKeys.comparedFiles, [...new Set(paths)]);
}

function shows({ input }: vscode.Tab, proposed: vscode.Uri): boolean {
  return input instanceof vscode.TabInputTextDiff && input.modified.toString() === proposed.toString();
}
