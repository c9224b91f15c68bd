import * as vscode from 'vscode';
import { jobStatuses, type JobStatus } from '../../core/jobs/status.ts';
import type { JobsView } from './tree/jobsView.ts';
import { statusText } from './tree/renderNode.ts';

/** Asks for a part of the name, a status, or both. */
export async function filterJobs(view: JobsView): Promise<void> {
  const picked = await pickFilter(view.filter.text ?? '');
  if (!picked) return;
  const { text, status } = picked;
  view.setFilter({ ...(text === '' ? {} : { text }), ...(status ? { status } : {}) });
}

interface StatusItem extends vscode.QuickPickItem {
  readonly status: JobStatus | undefined;
}

/** What is typed filters by name; the items say which status. */
function pickFilter(text: string): Promise<{ text: string; status: JobStatus | undefined } | undefined> {
  const picker = vscode.window.createQuickPick<StatusItem>();
  picker.title = vscode.l10n.t('Filter Jobs');
  picker.placeholder = vscode.l10n.t('Type a part of the name, then choose a status');
  picker.value = text;
  const render = (): void => {
    const named = picker.value.trim();
    const any = named === '' ? vscode.l10n.t('Any status') : vscode.l10n.t('Any status, name contains “{0}”', named);
    picker.items = [
      { label: any, status: undefined, alwaysShow: true },
      ...jobStatuses.map((status) => ({ label: statusText(status), status, alwaysShow: true })),
    ];
  };
  render();
  return new Promise((resolve) => {
    picker.onDidChangeValue(render);
    picker.onDidAccept(() => {
      resolve({ text: picker.value.trim(), status: picker.selectedItems[0]?.status });
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
