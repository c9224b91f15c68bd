import * as vscode from 'vscode';
import type { RunOptions } from '../state/runStore.ts';
import type { Field } from './field.ts';

export interface FormResult {
  readonly action: 'run' | 'saveTask';
  readonly options: RunOptions;
}

interface FormItem extends vscode.QuickPickItem {
  readonly field?: Field;
  readonly action?: FormResult['action'] | 'reset';
}

/** What a form calls itself, and the button that ends it. */
export interface FormWords {
  readonly title: string;
  readonly placeHolder: string;
  /** Label with its icon. */
  readonly action: string;
}

/** All options in one list: choose one to change it, then run. Undefined when the user leaves. */
export async function showForm(
  words: FormWords,
  start: RunOptions,
  fields: readonly Field[],
): Promise<FormResult | undefined> {
  let options = start;
  let last: Field | undefined;
  for (;;) {
    const picked = await pick(words, options, fields, last);
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
  { title, placeHolder, action }: FormWords,
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
  picker.title = title;
  picker.placeholder = placeHolder;
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.items = [
    { label: action, action: 'run' },
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
