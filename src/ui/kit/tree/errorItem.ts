import * as vscode from 'vscode';
import type { CommandId } from '../ids.ts';

/** The line of a view that says why something could not be loaded; choosing it runs `retry`. */
export function errorItem(message: string, retry: CommandId, node: unknown): vscode.TreeItem {
  const text = vscode.l10n.t('Could not load. Choose to try again.');
  const item = new vscode.TreeItem(text);
  item.description = message;
  item.tooltip = message;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.command = { command: retry, title: vscode.l10n.t('Try Again'), arguments: [node] };
  item.accessibilityInformation = { label: `${text} ${message}` };
  return item;
}
