import * as vscode from 'vscode';
import { listRegions } from '../../app/connections.ts';

/** Regions to choose from, the preferred ones first; one that is not listed can be typed. */
export function pickRegion(preferred: readonly (string | undefined)[]): Promise<string | undefined> {
  const known = listRegions(preferred).map(({ name, title }) => ({ label: name, description: title }));
  const picker = vscode.window.createQuickPick();
  picker.title = vscode.l10n.t('AWS region ({0} of {1})', 2, 4);
  picker.placeholder = vscode.l10n.t('Where the jobs run and their data lies');
  picker.matchOnDescription = true;
  picker.items = known;
  picker.onDidChangeValue((value) => {
    const typed = value.trim();
    const isNew = /^[a-z]{2}(-[a-z]+)+-\d+$/u.test(typed) && !known.some(({ label }) => label === typed);
    picker.items = isNew ? [{ label: typed }, ...known] : known;
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.label);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
