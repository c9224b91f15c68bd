import type { Memento, Uri } from 'vscode';
import type { Backends } from '../../core/ports/backend.ts';
import type { TableCopies } from '../../core/ports/tableCopies.ts';
import type { Logger } from '../../core/ports/logger.ts';

export interface OutputsPanelsOptions {
  readonly extensionUri: Uri;
  readonly backends: Backends;
  /** Of the workspace. */
  readonly state: Memento;
  readonly copies: TableCopies;
  readonly logger: Logger;
}
