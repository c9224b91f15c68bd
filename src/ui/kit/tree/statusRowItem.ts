import * as vscode from 'vscode';
import type { CommandId } from '../ids.ts';
import type { ErrorRow, MoreRow, StatusRow } from './statusRows.ts';

export interface StatusRowCommands {
  /** Tries again. */
  readonly refresh: CommandId;
  readonly loadMore?: CommandId;
}

export function statusRowItem(row: StatusRow<unknown>, commands: StatusRowCommands): vscode.TreeItem {
  switch (row.kind) {
    case 'note':
      return new vscode.TreeItem(row.text);
    case 'loadMore':
      return moreItem(row, commands);
    case 'error':
      return errorItem(row, commands);
  }
}

function moreItem(row: MoreRow, { loadMore }: StatusRowCommands): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Load more…'));
  item.id = 'loadMore';
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  if (loadMore) item.command = { command: loadMore, title: vscode.l10n.t('Load More'), arguments: [row] };
  return item;
}

function errorItem(row: ErrorRow<unknown>, { refresh }: StatusRowCommands): vscode.TreeItem {
  const text = vscode.l10n.t('Could not load. Choose to try again.');
  const item = new vscode.TreeItem(text);
  item.description = row.message;
  item.tooltip = row.message;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.command = { command: refresh, title: vscode.l10n.t('Try Again'), arguments: [row] };
  item.accessibilityInformation = { label: `${text} ${row.message}` };
  return item;
}
