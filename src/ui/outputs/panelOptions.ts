import type { Uri } from 'vscode';
import type { Backends } from '../../core/ports/backend.ts';
import type { Logger } from '../../core/ports/logger.ts';

/** The manifest's activation event for restored panels is `onWebviewPanel:` and this. */
export const outputsViewType = 'sagemakerRunner.outputs';

export interface OutputsPanelsOptions {
  readonly extensionUri: Uri;
  readonly backends: Backends;
  readonly logger: Logger;
}
