import path from 'node:path';
import * as vscode from 'vscode';
import type { RunOptions } from '../run/runStore.ts';
import type { Field } from './field.ts';

export interface FormResult {
  readonly action: 'run' | 'saveTask';
  readonly options: RunOptions;
}

interface FormItem extends vscode.QuickPickItem {
  readonly field?: Field;
  readonly action?: FormResult['action'] | 'reset';
}

/** All options of a run in one list: choose one to change it, then Run. Undefined when the user leaves. */
export async function showForm(
  script: vscode.Uri,
  start: RunOptions,
  fields: readonly Field[],
): Promise<FormResult | undefined> {
  let options = start;
  let last: Field | undefined;
  for (;;) {
    const picked = await pick(script, options, fields, last);
    if (!picked) return undefined;
    if (picked.action === 'reset') options = {};
    else if (picked.action) return { action: picked.action, options };
    else if (picked.field) {
      options = (await picked.field.edit(options)) ?? options;
      last = picked.field;
    }
  }
}

function pick(
  script: vscode.Uri,
  options: RunOptions,
  fields: readonly Field[],
  last: Field | undefined,
): Promise<FormItem | undefined> {
  const picker = vscode.window.createQuickPick<FormItem>();
  const fieldItems = fields.map((field): FormItem => {
    const value = field.show(options);
    return {
      label: `$(${field.icon}) ${field.label}`,
      description: value === '' ? vscode.l10n.t('{0} (default)', field.fallback) : value,
      field,
    };
  });
  picker.title = vscode.l10n.t('Run {0} on SageMaker', path.basename(script.fsPath));
  picker.placeholder = vscode.l10n.t('Choose an option to change it, or run');
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.items = [
    { label: `$(run-all) ${vscode.l10n.t('Run')}`, action: 'run' },
    { label: `$(save) ${vscode.l10n.t('Save as task')}`, description: '.vscode/tasks.json', action: 'saveTask' },
    { label: vscode.l10n.t('Options'), kind: vscode.QuickPickItemKind.Separator },
    ...fieldItems,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(discard) ${vscode.l10n.t('Back to the defaults')}`, action: 'reset' },
  ];
  const active = fieldItems.find((item) => item.field === last);
  if (active) picker.activeItems = [active];
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
