import * as vscode from 'vscode';
import type { Contribution } from '../kit/contribution.ts';
import { commandIds, extensionId, viewIds, walkthroughId, type ShellCommand } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import { registerEmptyView } from '../kit/tree/emptyView.ts';
import { createStatusBar } from './statusBar.ts';

/** What belongs to no feature: the log of the extension, the walkthrough, the status bar, views that have nothing yet. */
export function contributeShell(
  services: Services,
  channel: vscode.LogOutputChannel,
): Contribution<ShellCommand, typeof viewIds.models | typeof viewIds.endpoints> {
  return {
    commands: {
      [commandIds.showExtensionLog]: () => {
        channel.show();
      },
      [commandIds.openWalkthrough]: () =>
        vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${walkthroughId}`, false),
    },
    views: {
      [viewIds.models]: registerEmptyView(viewIds.models),
      [viewIds.endpoints]: registerEmptyView(viewIds.endpoints),
    },
    parts: [createStatusBar(services)],
  };
}
