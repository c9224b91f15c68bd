import * as vscode from 'vscode';
import { instanceText, instanceTypes, instanceUse, type InstanceUse } from '../../core/aws/instanceTypes.ts';
import type { RunOptions } from '../run/runStore.ts';
import { withMember, type Field } from './field.ts';

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
    picker.activeItems = items.filter(({ type }) => type === current);
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

/** The types that hold each of the words; `alwaysShow`, as VS Code would show an empty list without a word about it. */
function itemsFor(text: string, markOf: (type: string) => string | undefined): InstanceItem[] {
  const uses: Record<InstanceUse, string> = {
    general: vscode.l10n.t('General purpose: balanced'),
    burst: vscode.l10n.t('Small and cheap: for trying out'),
    compute: vscode.l10n.t('Compute: more processor per memory'),
    memory: vscode.l10n.t('Memory: more memory per processor'),
    gpu: vscode.l10n.t('GPU: for libraries that use one'),
  };
  const words = text.toLowerCase().split(/\s+/u);
  const types = instanceTypes('processing');
  const order: readonly InstanceUse[] = ['general', 'burst', 'compute', 'memory', 'gpu'];
  const items = order.flatMap((use): InstanceItem[] => {
    const found = types
      .filter(({ type }) => instanceUse(type) === use)
      .map((each) => ({ type: each.type, parts: [instanceText(each), markOf(each.type)] }))
      .map(({ type, parts }) => ({
        type,
        label: type,
        description: parts.filter(Boolean).join(' · '),
        alwaysShow: true,
      }))
      .filter(({ label, description }) => {
        const searched = `${label} ${description} ${uses[use]}`.toLowerCase();
        return words.every((word) => searched.includes(word));
      });
    return found.length === 0 ? [] : [{ label: uses[use], kind: vscode.QuickPickItemKind.Separator }, ...found];
  });
  if (items.length > 0) return items;
  return [{ label: vscode.l10n.t('No instance type matches “{0}”', text.trim()), alwaysShow: true }];
}
