import * as vscode from 'vscode';
import { commandIds, viewIds } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';

/** The connection, and how many runs are in progress: the one is chosen by clicking, the others shown. */
export function createStatusBar({ settings, runs }: Pick<Services, 'settings' | 'runs'>): vscode.Disposable {
  const connectionItem = vscode.window.createStatusBarItem('connection', vscode.StatusBarAlignment.Left, 20);
  connectionItem.name = vscode.l10n.t('SageMaker Connection');
  connectionItem.command = commandIds.selectConnection;
  const runningItem = vscode.window.createStatusBarItem('running', vscode.StatusBarAlignment.Left, 19);
  runningItem.name = vscode.l10n.t('SageMaker Runs');
  runningItem.command = `${viewIds.jobs}.focus`;

  const update = (): void => {
    const connection = settings.connection();
    const place = connection.kind === 'local' ? vscode.l10n.t('Local') : connection.profile;
    connectionItem.text = `$(${connection.kind === 'local' ? 'vm' : 'cloud'}) SageMaker: ${place}`;
    connectionItem.tooltip =
      connection.kind === 'local'
        ? vscode.l10n.t('SageMaker jobs run on this machine. Click to choose another connection.')
        : vscode.l10n.t(
            'SageMaker jobs run on AWS: profile {0}, region {1}. Click to choose another connection.',
            place,
            connection.region || vscode.l10n.t('that of the profile'),
          );
    connectionItem.show();
    const count = runs.active.length;
    runningItem.text = `$(loading~spin) ${count}`;
    runningItem.tooltip =
      count === 1
        ? vscode.l10n.t('1 SageMaker run in progress')
        : vscode.l10n.t('{0} SageMaker runs in progress', count);
    runningItem.accessibilityInformation = { label: runningItem.tooltip };
    if (count > 0) runningItem.show();
    else runningItem.hide();
  };
  update();
  return vscode.Disposable.from(
    connectionItem,
    runningItem,
    runs.onDidChange(update),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('sagemakerRunner')) update();
    }),
  );
}
