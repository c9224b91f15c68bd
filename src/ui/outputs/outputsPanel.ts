import type { Disposable, WebviewPanel } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { JobId } from '../../core/jobs/jobRef.ts';
import type { OutputsPanelsOptions } from './panelOptions.ts';
import type { PanelRegistry } from './panelRegistry.ts';

export type { OutputsPanelsOptions } from './panelOptions.ts';

export interface OpenOutputsOptions {
  /** `s3://` URI of the file to show; the first plot when absent. */
  readonly file?: string;
  /**
   * Absolute path of the script whose run opens them by itself, as nobody asked: the cursor stays where it is, and what the script's last run
   * opened so gives way.
   */
  readonly openedBy?: string;
}

/** The Outputs panels of this window: one per job, and one per pair of compared jobs; those that runs
 * open by themselves make do with one per script. They come back after a reload. */
export class OutputsPanels implements Disposable {
  readonly #options: OutputsPanelsOptions;
  #registry: Promise<PanelRegistry> | undefined;

  constructor(options: OutputsPanelsOptions) {
    this.#options = options;
  }

  /** Fills a panel that came back with its window, from what it saved. */
  async restore(panel: WebviewPanel, saved: unknown): Promise<void> {
    (await this.#load()).restore(panel, saved);
  }

  /** Shows the outputs of a job beside the editor, in the panel it already has or in a new one. */
  async open(connection: Connection, job: JobId, options: OpenOutputsOptions = {}): Promise<void> {
    const { file, openedBy } = options;
    (await this.#load()).show({ connection, jobs: [job], file, openedBy }, openedBy);
  }

  /** Shows the outputs of two jobs side by side. */
  async compare(connection: Connection, first: JobId, second: JobId): Promise<void> {
    (await this.#load()).show({ connection, jobs: [first, second] });
  }

  /** Reads the listing of a job's panels again, if it has any: a run has ended. */
  refresh(connection: Connection, job: JobId): void {
    void this.#registry?.then((registry) => {
      registry.refresh(connection, job);
    });
  }

  dispose(): void {
    void this.#registry?.then((registry) => {
      registry.dispose();
    });
  }

  #load(): Promise<PanelRegistry> {
    this.#registry ??= import('./panelRegistry.ts').then(({ PanelRegistry: Registry }) => new Registry(this.#options));
    return this.#registry;
  }
}
