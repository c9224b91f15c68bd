import { l10n, ViewColumn, window, type Disposable, type Uri } from 'vscode';
import * as z from 'zod/mini';
import type { Connection } from '../../core/connection.ts';
import { isAbort } from '../../core/errors.ts';
import type { Backends } from '../../core/ports/backend.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { EditorFileActions } from './fileActions.ts';
import { OutputsPanel, webviewOptions, type PanelState } from './panel.ts';

/** The manifest's activation event for restored panels is `onWebviewPanel:` and this. */
export const outputsViewType = 'sagemakerRunner.outputs';

const panelState = z.object({
  connection: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('local') }),
    z.object({
      kind: z.literal('aws'),
      profile: z.string(),
      region: z.string(),
      roleArn: z.optional(z.string()),
      bucket: z.optional(z.string()),
    }),
  ]),
  jobs: z.array(z.string()).check(z.minLength(1), z.maxLength(2)),
  file: z.optional(z.string()),
});

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
  readonly #actions: EditorFileActions;
  readonly #serializer: Disposable;
  readonly #panels = new Map<string, OutputsPanel>();

  constructor(options: OutputsPanelsOptions) {
    this.#options = options;
    this.#actions = new EditorFileActions(options.logger);
    this.#serializer = window.registerWebviewPanelSerializer(outputsViewType, {
      deserializeWebviewPanel: (panel, saved: unknown) => {
        const state = z.safeParse(panelState, saved).data;
        if (state) this.#adopt(panel, stateOf(state));
        else panel.dispose();
        return Promise.resolve();
      },
    });
  }

  /** Shows the outputs of a job beside the editor, in the panel it already has or in a new one. */
  open(connection: Connection, jobName: string, options: OpenOutputsOptions = {}): Promise<void> {
    this.#show({ connection, jobs: [jobName], file: options.file }, jobName, options.preserveFocus ?? false);
    return Promise.resolve();
  }

  /** Shows the outputs of two jobs side by side. */
  compare(connection: Connection, first: string, second: string): Promise<void> {
    this.#show({ connection, jobs: [first, second] }, l10n.t('{0} and {1}', first, second), false);
    return Promise.resolve();
  }

  /** Reads the listing of a job's panels again, if it has any: a run has ended. */
  refresh(connection: Connection, jobName: string): void {
    for (const panel of this.#panels.values()) {
      if (!panel.state.jobs.includes(jobName) || !sameConnection(panel.state.connection, connection)) continue;
      panel.refresh(jobName).catch((error: unknown) => {
        if (!isAbort(error)) this.#options.logger.error(`outputs of ${jobName}`, error);
      });
    }
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#actions.dispose();
    for (const panel of [...this.#panels.values()]) panel.close();
  }

  #show(state: PanelState, title: string, preserveFocus: boolean): void {
    const open = this.#panels.get(keyOf(state));
    if (open) {
      open.show(state.file, preserveFocus);
      return;
    }
    // All panels share a column: opening one after another must not cut the window into slices.
    const viewColumn = [...this.#panels.values()].at(-1)?.column ?? ViewColumn.Beside;
    const panel = window.createWebviewPanel(
      outputsViewType,
      title,
      { viewColumn, preserveFocus },
      { ...webviewOptions(this.#options.extensionUri), retainContextWhenHidden: true, enableFindWidget: true },
    );
    this.#adopt(panel, state);
  }

  #adopt(panel: ConstructorParameters<typeof OutputsPanel>[0]['panel'], state: PanelState): void {
    const { extensionUri, backends, logger } = this.#options;
    const key = keyOf(state);
    const onClose = () => {
      this.#panels.delete(key);
    };
    const actions = this.#actions;
    this.#panels.set(key, new OutputsPanel({ panel, state, extensionUri, backends, actions, logger, onClose }));
  }
}

function keyOf({ connection, jobs }: PanelState): string {
  return JSON.stringify([connectionKey(connection), ...jobs]);
}

function connectionKey(connection: Connection): string {
  return connection.kind === 'local' ? 'local' : `${connection.profile} ${connection.region}`;
}

function sameConnection(a: Connection, b: Connection): boolean {
  return connectionKey(a) === connectionKey(b);
}

function stateOf({ connection, jobs, file }: z.infer<typeof panelState>): PanelState {
  if (connection.kind === 'local') return { connection, jobs, file };
  const { profile, region, roleArn, bucket } = connection;
  const aws = {
    kind: connection.kind,
    profile,
    region,
    ...(roleArn !== undefined && { roleArn }),
    ...(bucket !== undefined && { bucket }),
  };
  return { connection: aws, jobs, file };
}
