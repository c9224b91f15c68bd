import * as vscode from 'vscode';
import { instanceText, instanceTypes, instanceUse, type InstanceUse } from '../../../core/aws/instanceTypes.ts';
import type { RunOptions } from '../../kit/state/runStore.ts';
import { withMember, type Field } from '../../kit/form/field.ts';

interface InstanceItem extends vscode.QuickPickItem {
  readonly type?: string;
}

/** The instance type, from a list that says what each has. */
export function instanceField(fallback: string, local: boolean): Field {
  return {
    label: vscode.l10n.t('Instance type'),
    icon: 'server',
    fallback,
    show: (options) => (typeof options['instanceType'] === 'string' ? options['instanceType'] : ''),
    edit: async (options) => {
      const type = await pickType(options, fallback, local);
      return type === undefined ? undefined : withMember(options, 'instanceType', type);
    },
  };
}

function pickType(options: RunOptions, fallback: string, local: boolean): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<InstanceItem>();
  const current = options['instanceType'] ?? fallback;
  const mark = options['instanceType'] === undefined ? vscode.l10n.t('default') : vscode.l10n.t('current');
  const show = (): void => {
    const items = itemsFor(picker.value, (type) => (type === current ? mark : undefined));
    picker.items = items;
    const shown = items.filter(({ type, alwaysShow }) => type !== undefined && (picker.value === '' || alwaysShow));
    const active = shown.find(({ type }) => type === current) ?? shown[0];
    // Without one Enter would choose nothing, though the list shows its first row as the one that it takes.
    picker.activeItems = active ? [active] : [];
  };
  picker.title = vscode.l10n.t('Instance type');
  picker.placeholder = local
    ? vscode.l10n.t('On Local the type is only recorded: the job has this machine')
    : vscode.l10n.t('vCPUs are processor threads; memory is shared by all of them. Bigger costs more per hour.');
  picker.ignoreFocusOut = true;
  show();
  return new Promise((resolve) => {
    picker.onDidChangeValue(show);
    picker.onDidAccept(() => {
      const type = picker.selectedItems[0]?.type;
      if (type === undefined) return;
      resolve(type);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/**
 * All types, of which those are sure to be shown that hold each of the words; most others VS Code hides. They are the same ones whatever is
 * typed: VS Code tells a choice by its place in the list, and one may be made while a new list is on its way.
 */
function itemsFor(text: string, markOf: (type: string) => string | undefined): InstanceItem[] {
  const uses: Record<InstanceUse, string> = {
    general: vscode.l10n.t('General purpose: balanced'),
    burst: vscode.l10n.t('Small and cheap: for trying out'),
    compute: vscode.l10n.t('Compute: more processor per memory'),
    memory: vscode.l10n.t('Memory: more memory per processor'),
    gpu: vscode.l10n.t('GPU: for libraries that use one'),
  };
  const words = text.toLowerCase().split(/\s+/u);
  const order: readonly InstanceUse[] = ['general', 'burst', 'compute', 'memory', 'gpu'];
  const types = instanceTypes('processing');
  const items = order.flatMap((use): InstanceItem[] => {
    const ofUse = types.filter(({ type }) => instanceUse(type) === use);
    return [
      { label: uses[use], kind: vscode.QuickPickItemKind.Separator },
      ...ofUse.map((each) => {
        const { type } = each;
        const description = [instanceText(each), markOf(type)].filter(Boolean).join(' · ');
        const searched = `${type} ${description} ${uses[use]}`.toLowerCase();
        const alwaysShow = text !== '' && words.every((word) => searched.includes(word));
        return { type, label: type, description, alwaysShow };
      }),
    ];
  });
  if (text === '' || items.some(({ alwaysShow }) => alwaysShow)) return items;
  return [...items, { label: vscode.l10n.t('No instance type matches “{0}”', text.trim()), alwaysShow: true }];
}
