import { env, l10n, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import * as z from 'zod/mini';
import type { Connection } from '../../core/connection.ts';
import { isAbort } from '../../core/errors.ts';
import { JobId } from '../../core/jobs/jobRef.ts';
import { EditorFileActions } from './fileActions.ts';
import type { OutputsPanelsOptions } from './panelOptions.ts';
import { outputsViewType } from '../kit/ids.ts';
import { panelTitle } from './panelTitle.ts';
import { RememberedTableChoices } from './tableChoices.ts';
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
  jobs: z
    .array(
      z.pipe(
        z.string(),
        z.transform((text, context) => {
          const job = JobId.ofStored(text);
          if (job) return job;
          context.issues.push({ code: 'custom', input: text, message: 'names no job' });
          return z.NEVER;
        }),
      ),
    )
    .check(z.minLength(1), z.maxLength(2)),
  openedBy: z.optional(z.string()),
  file: z.optional(z.string()),
});

/** The panels that are open. A module of its own, loaded with the first of them: activation does without. */
export class PanelRegistry implements Disposable {
  readonly #options: OutputsPanelsOptions;
  readonly #actions: EditorFileActions;
  readonly #choices: RememberedTableChoices;
  readonly #panels = new Map<string, OutputsPanel>();
  /** Those that runs opened by themselves, until somebody asks for them, with the script that ran: two may have one name. */
  readonly #unasked = new Map<OutputsPanel, string>();

  constructor(options: OutputsPanelsOptions) {
    this.#options = options;
    this.#actions = new EditorFileActions(options.logger);
    this.#choices = new RememberedTableChoices(options.state);
  }

  /** Makes a panel again that was open before a reload; closes it when what it kept is nothing of ours. */
  restore(panel: WebviewPanel, saved: unknown): void {
    const state = z.safeParse(panelState, saved).data;
    if (!state) {
      panel.dispose();
      return;
    }
    const { openedBy } = state;
    panel.title = titleOf(stateOf(state));
    const adopted = this.#adopt(panel, stateOf(state));
    if (openedBy !== undefined) this.#unasked.set(adopted, openedBy);
  }

  /** Reads the listing of a job's panels again, if it has any: a run has ended. */
  refresh(connection: Connection, job: JobId): void {
    for (const panel of this.#panels.values()) {
      if (!panel.state.jobs.some((shown) => shown.equals(job)) || !sameConnection(panel.state.connection, connection))
        continue;
      panel.refresh(job).catch((error: unknown) => {
        if (!isAbort(error)) this.#options.logger.error(`outputs of ${job.key()}`, error);
      });
    }
  }

  dispose(): void {
    this.#actions.dispose();
    for (const panel of [...this.#panels.values()]) panel.close();
  }

  /**
   * Brings the panel of these jobs to the front, or opens it beside the editor. What nobody asked for takes no focus, and takes the place
   * of what nobody asked for before, if that was of the same script (`openedBy`, its path).
   */
  show(state: PanelState, openedBy?: string): void {
    const open = this.#panels.get(keyOf(state));
    if (open) {
      if (openedBy === undefined) this.#unasked.delete(open);
      open.show(state.file, openedBy !== undefined);
      return;
    }
    const last = openedBy === undefined ? undefined : this.#lastOpenedBy(openedBy, state);
    if (last && openedBy !== undefined) {
      this.#unasked.set(this.#adopt(last.release(titleOf(state)), state), openedBy);
      return;
    }
    // All panels share a column: opening one after another must not cut the window into slices.
    const panel = this.#create(
      state,
      [...this.#panels.values()].at(-1)?.column ?? ViewColumn.Beside,
      openedBy !== undefined,
    );
    if (openedBy !== undefined) this.#unasked.set(panel, openedBy);
  }

  #lastOpenedBy(script: string, { connection }: PanelState): OutputsPanel | undefined {
    const [last] =
      [...this.#unasked].find(
        ([{ state, isPinned }, other]) => !isPinned && other === script && sameConnection(state.connection, connection),
      ) ?? [];
    return last;
  }

  #create(state: PanelState, viewColumn: ViewColumn, preserveFocus: boolean): OutputsPanel {
    const panel = window.createWebviewPanel(
      outputsViewType,
      titleOf(state),
      { viewColumn, preserveFocus },
      // No find widget: hiding it, VS Code puts the focus into the page, also when the page hides because another opens in its place.
      { ...webviewOptions(this.#options.extensionUri), retainContextWhenHidden: true },
    );
    return this.#adopt(panel, state);
  }

  #adopt(panel: WebviewPanel, state: PanelState): OutputsPanel {
    const { extensionUri, backends, copies, logger } = this.#options;
    const key = keyOf(state);
    const onClose = () => {
      this.#panels.delete(key);
      this.#unasked.delete(adopted);
    };
    const onBlank = (file: string | undefined) => {
      logger.warn(`the outputs page of ${state.jobs.map(({ name }) => name).join(', ')} stayed blank: it is made anew`);
      const column = panel.viewColumn ?? ViewColumn.Beside;
      const openedBy = this.#unasked.get(adopted);
      panel.dispose();
      const anew = this.#create({ ...state, file: file ?? state.file }, column, true);
      if (openedBy !== undefined) this.#unasked.set(anew, openedBy);
    };
    const actions = this.#actions;
    const adopted = new OutputsPanel({
      panel,
      state,
      extensionUri,
      backends,
      actions,
      choices: this.#choices,
      copies,
      logger,
      onClose,
      onBlank,
    });
    this.#panels.set(key, adopted);
    return adopted;
  }
}

function titleOf({ jobs }: PanelState): string {
  const [first = '', second] = jobs.map(({ name }) => panelTitle(name, env.language, new Date()));
  return second === undefined ? first : l10n.t('{0} and {1}', first, second);
}

function keyOf({ connection, jobs }: PanelState): string {
  return JSON.stringify([connectionKey(connection), ...jobs.map((job) => job.key())]);
}

function connectionKey(connection: Connection): string {
  return connection.kind === 'local' ? 'local' : `${connection.profile} ${connection.region}`;
}

function sameConnection(a: Connection, b: Connection): boolean {
  return connectionKey(a) === connectionKey(b);
}

function stateOf({ connection, jobs, file, openedBy }: z.infer<typeof panelState>): PanelState {
  if (connection.kind === 'local') return { connection, jobs, file, openedBy };
  const { profile, region, roleArn, bucket } = connection;
  const aws = {
    kind: connection.kind,
    profile,
    region,
    ...(roleArn !== undefined && { roleArn }),
    ...(bucket !== undefined && { bucket }),
  };
  return { connection: aws, jobs, file, openedBy };
}
