import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { openLog, type Log } from '../kit/log.ts';
import type { Services } from '../kit/services.ts';
import { BuiltImages } from '../kit/state/builtImages.ts';

/** What the editor gives to the extension in one window. */
export interface WindowServices extends Pick<
  Services,
  'builtImages' | 'extensionUri' | 'storageUri' | 'workspaceState'
> {
  /** Of the extension. */
  readonly version: string;
  readonly log: Log;
}

/** Opens the log, chooses the language of texts that are not the editor's to translate, and recalls what the workspace built. */
export function createWindowServices(context: vscode.ExtensionContext): WindowServices {
  if (vscode.l10n.uri) l10n.config({ fsPath: vscode.l10n.uri.fsPath });
  // VS Code takes no extension without a version.
  const { version } = context.extension.packageJSON as { readonly version: string };
  return {
    version,
    log: openLog(),
    extensionUri: context.extensionUri,
    storageUri: context.globalStorageUri,
    builtImages: new BuiltImages(context.workspaceState),
    workspaceState: context.workspaceState,
  };
}
