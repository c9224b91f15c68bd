import type { Disposable, Uri } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { Backends } from '../../core/ports/backend.ts';
import type { Logger } from '../../core/ports/logger.ts';

export interface OutputsPanelsOptions {
  readonly extensionUri: Uri;
  readonly backends: Backends;
  readonly logger: Logger;
}

export interface OpenOutputsOptions {
  /** `s3://` URI of the file to show; the first plot when absent. */
  readonly file?: string;
  /** Leaves the cursor in the script. */
  readonly preserveFocus?: boolean;
}

/** The Outputs panels of this window: one per job, and one per pair of compared jobs. They come back after a reload. */
export class OutputsPanels implements Disposable {
  readonly #options: OutputsPanelsOptions;

  constructor(options: OutputsPanelsOptions) {
    this.#options = options;
  }

  /** Shows the outputs of a job beside the editor, in the panel it already has or in a new one. */
  open(connection: Connection, jobName: string, options: OpenOutputsOptions = {}): Promise<void> {
    this.#options.logger.debug(`outputs of ${jobName} (${connection.kind}) ${options.file ?? ''}`);
    return Promise.resolve();
  }

  /** Shows the outputs of two jobs side by side. */
  compare(connection: Connection, first: string, second: string): Promise<void> {
    this.#options.logger.debug(`outputs of ${first} and ${second} (${connection.kind})`);
    return Promise.resolve();
  }

  /** Reads the listing of a job's panel again, if it has one: a run has ended. */
  refresh(connection: Connection, jobName: string): void {
    this.#options.logger.debug(`refresh outputs of ${jobName} (${connection.kind})`);
  }

  dispose(): void {
    this.#options.logger.debug('outputs panels closed');
  }
}
