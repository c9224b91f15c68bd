import * as vscode from 'vscode';
import { requireTrust } from '../kit/script.ts';
import type { Services } from '../kit/services.ts';

/**
 * Opens a terminal whose programs take Local SageMaker for AWS. What runs in it is the program of Local SageMaker, with the user's shell
 * below it: so nothing of it outlives the terminal, nor the terminal the window.
 */
export function openLocalTerminal({ localProgram }: Services): void {
  requireTrust();
  const { executable, args } = localProgram;
  const { shell } = vscode.env;
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t('Local SageMaker'),
    iconPath: new vscode.ThemeIcon('vm'),
    shellPath: executable,
    shellArgs: [...args(), '--', ...(shell === '' ? [] : [shell])],
    env: { ELECTRON_RUN_AS_NODE: '1' },
    isTransient: true,
  });
  terminal.show();
}
