import { config } from '@vscode/l10n';
import { l10n, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import * as z from 'zod/mini';
import type { Connection } from '../../core/connection.ts';
import { isAbort } from '../../core/errors.ts';
import { EditorFileActions } from './fileActions.ts';
import { outputsViewType, type OutputsPanelsOptions } from './panelOptions.ts';
import { OutputsPanel, webviewOptions, type PanelState } from './panel.ts';

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

/** The panels that are open. A module of its own, loaded with the first of them: activation does without. */
export class PanelRegistry implements Disposable {
  readonly #options: OutputsPanelsOptions;
  readonly #actions: EditorFileActions;
  readonly #panels = new Map<string, OutputsPanel>();

  constructor(options: OutputsPanelsOptions) {
    this.#options = options;
    this.#actions = new EditorFileActions(options.logger);
    // This bundle has a copy of its own of what translates.
    if (l10n.bundle) config({ contents: l10n.bundle });
  }

  /** Makes a panel again that was open before a reload; closes it when what it kept is nothing of ours. */
  restore(panel: WebviewPanel, saved: unknown): void {
    const state = z.safeParse(panelState, saved).data;
    if (state) this.#adopt(panel, stateOf(state));
    else panel.dispose();
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
    this.#actions.dispose();
    for (const panel of [...this.#panels.values()]) panel.close();
  }

  /** Brings the panel of these jobs to the front, or opens it beside the editor. */
  show(state: PanelState, preserveFocus: boolean): void {
    const open = this.#panels.get(keyOf(state));
    if (open) {
      open.show(state.file, preserveFocus);
      return;
    }
    // All panels share a column: opening one after another must not cut the window into slices.
    this.#create(state, [...this.#panels.values()].at(-1)?.column ?? ViewColumn.Beside, preserveFocus);
  }

  #create(state: PanelState, viewColumn: ViewColumn, preserveFocus: boolean): void {
    const [first = '', second] = state.jobs;
    const title = second === undefined ? first : l10n.t('{0} and {1}', first, second);
    const panel = window.createWebviewPanel(
      outputsViewType,
      title,
      { viewColumn, preserveFocus },
      { ...webviewOptions(this.#options.extensionUri), retainContextWhenHidden: true, enableFindWidget: true },
    );
    this.#adopt(panel, state);
  }

  #adopt(panel: WebviewPanel, state: PanelState): void {
    const { extensionUri, backends, logger } = this.#options;
    const key = keyOf(state);
    const onClose = () => {
      this.#panels.delete(key);
    };
    const onBlank = (file: string | undefined) => {
      logger.warn(`the outputs page of ${state.jobs.join(', ')} stayed blank: it is made anew`);
      const column = panel.viewColumn ?? ViewColumn.Beside;
      panel.dispose();
      this.#create({ ...state, file: file ?? state.file }, column, true);
    };
    const actions = this.#actions;
    this.#panels.set(
      key,
      new OutputsPanel({ panel, state, extensionUri, backends, actions, logger, onClose, onBlank }),
    );
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
