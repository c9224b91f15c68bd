import * as vscode from 'vscode';
import type { Contribution } from '../kit/contribution.ts';
import { commandIds, extensionId, walkthroughId, type ShellCommand } from '../kit/ids.ts';

/** What belongs to no feature: the log of the extension and the walkthrough. */
export function contributeShell(channel: vscode.LogOutputChannel): Contribution<ShellCommand> {
  return {
    commands: {
      [commandIds.showExtensionLog]: () => {
        channel.show();
      },
      [commandIds.openWalkthrough]: () =>
        vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${walkthroughId}`, false),
    },
    views: {},
    parts: [],
  };
}
