import * as vscode from 'vscode';
import { withMember, type Field } from '../../kit/form/field.ts';

/** Whether a job in an image gets no more than its instance type has, on Local; `fallback` is the settings' choice. */
export function limitsField(fallback: boolean): Field {
  return {
    label: vscode.l10n.t('Memory and processors'),
    icon: 'dashboard',
    fallback: limitsText(fallback),
    show: ({ limitResources }) => (typeof limitResources === 'boolean' ? limitsText(limitResources) : ''),
    edit: (options) =>
      Promise.resolve(withMember(options, 'limitResources', 'limitResources' in options ? undefined : !fallback)),
  };
}

function limitsText(isLimited: boolean): string {
  return isLimited
    ? vscode.l10n.t('in an image, no more than the instance type has')
    : vscode.l10n.t('all that this machine has');
}
