import * as vscode from 'vscode';
import { instanceText, instanceTypes, instanceUse, type InstanceUse } from '../../core/catalog/instanceTypes.ts';
import type { RunOptions } from '../run/runStore.ts';
import { withMember, type Field } from './field.ts';

/** The instance type, from a list that says what each has. */
export function instanceField(fallback: string, local: boolean): Field {
  return {
    label: vscode.l10n.t('Instance type'),
    icon: 'server',
    fallback,
    show: (options) => (typeof options['instanceType'] === 'string' ? options['instanceType'] : ''),
    edit: async (options) => {
      const picked = await vscode.window.showQuickPick(items(options), {
        title: vscode.l10n.t('Instance type'),
        placeHolder: local
          ? vscode.l10n.t('On Local the type is only recorded: the job has this machine')
          : vscode.l10n.t('vCPUs are processor threads; memory is shared by all of them. Bigger costs more per hour.'),
        matchOnDescription: true,
        ignoreFocusOut: true,
      });
      return picked && withMember(options, 'instanceType', picked.label);
    },
  };
}

function items(options: RunOptions): vscode.QuickPickItem[] {
  const uses: Record<InstanceUse, string> = {
    general: vscode.l10n.t('General purpose: balanced'),
    burst: vscode.l10n.t('Small and cheap: for trying out'),
    compute: vscode.l10n.t('Compute: more processor per memory'),
    memory: vscode.l10n.t('Memory: more memory per processor'),
    gpu: vscode.l10n.t('GPU: for libraries that use one'),
  };
  const types = instanceTypes();
  const order: readonly InstanceUse[] = ['general', 'burst', 'compute', 'memory', 'gpu'];
  return order.flatMap((use) => [
    { label: uses[use], kind: vscode.QuickPickItemKind.Separator },
    ...types
      .filter(({ name }) => instanceUse(name) === use)
      .map((type) => ({
        label: type.name,
        description: `${instanceText(type)}${type.name === options['instanceType'] ? ` · ${vscode.l10n.t('current')}` : ''}`,
      })),
  ]);
}
