import * as vscode from 'vscode';
import type { AppError, ErrorAction } from '../../../core/errors.ts';
import { commandIds, extensionId } from '../ids.ts';

export interface ErrorButton {
  readonly title: string;
  run(): Thenable<unknown>;
}

/** The one place where an error's action becomes a button. `retry` is the caller's own doing. */
export function errorButton(error: AppError, retry?: () => Promise<unknown>): ErrorButton | undefined {
  if (error.code === 'WorkspaceUntrusted') {
    return button(vscode.l10n.t('Manage Workspace Trust'), 'workbench.trust.manage');
  }
  return error.action === undefined ? undefined : buttonOf(error.action, retry);
}

function buttonOf(action: ErrorAction, retry: (() => Promise<unknown>) | undefined): ErrorButton | undefined {
  switch (action) {
    case 'selectConnection':
      return button(vscode.l10n.t('Select Connection'), commandIds.selectConnection);
    case 'selectImage':
      return button(vscode.l10n.t('Select Image'), commandIds.selectImage);
    case 'openSettings':
      return button(vscode.l10n.t('Open Settings'), 'workbench.action.openSettings', `@ext:${extensionId}`);
    case 'runDoctor':
      return button(vscode.l10n.t('Run Doctor'), commandIds.runDoctor);
    case 'runWithOptions':
      return button(vscode.l10n.t('Run with Options…'), commandIds.runWithOptions);
    case 'showLog':
      return button(vscode.l10n.t('Show Extension Log'), commandIds.showExtensionLog);
    case 'signIn':
      return button(vscode.l10n.t('Select Connection'), commandIds.selectConnection);
    case 'createDockerfile':
      return button(vscode.l10n.t('Create Dockerfile'), commandIds.createDockerfileForWorkspace);
    case 'buildWithOptions':
      return button(vscode.l10n.t('Build Image with Options…'), commandIds.buildImageWithOptions);
    case 'cleanUpImages':
      return button(vscode.l10n.t('Clean Up Images…'), commandIds.cleanUpImages);
    case 'retry':
      return retry && { title: vscode.l10n.t('Try Again'), run: retry };
  }
}

function button(title: string, command: string, ...args: unknown[]): ErrorButton {
  return { title, run: () => vscode.commands.executeCommand(command, ...args) };
}
