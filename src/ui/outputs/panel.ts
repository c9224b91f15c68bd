import { randomBytes } from 'node:crypto';
import {
  env,
  TabInputWebview,
  Uri,
  window,
  type Disposable,
  type ViewColumn,
  type WebviewOptions,
  type WebviewPanel,
} from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { JobId } from '../../core/jobs/jobRef.ts';
import type { Backends } from '../../core/ports/backend.ts';
import type { TableCopies } from '../../core/ports/tableCopies.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { FileActions, TableChoices } from './answers.ts';
import { OutputsController } from './controller.ts';
import { pageHtml } from './pageHtml.ts';
import { panelTitle } from './panelTitle.ts';
import { webviewStrings } from './strings.ts';

/** What a panel shows; kept by the editor over a reload. Holds no secret. */
export interface PanelState {
  readonly connection: Connection;
  /** One job, or two that are compared. */
  readonly jobs: readonly JobId[];
  /** Absolute path of the script whose run opened them by itself. */
  readonly openedBy?: string | undefined;
  /** URI of the file that was looked at last. */
  readonly file?: string | undefined;
}

export interface OutputsPanelOptions {
  readonly panel: WebviewPanel;
  readonly state: PanelState;
  readonly extensionUri: Uri;
  readonly backends: Backends;
  readonly actions: FileActions;
  readonly choices: TableChoices;
  readonly copies: TableCopies;
  readonly logger: Logger;
  readonly onClose: () => void;
  /** Somebody asked for the outputs, and the page that is there does not come to life. */
  readonly onBlank: (file: string | undefined) => void;
}

/** Where the webview's own files are, and nothing else that it could load. */
export function webviewOptions(extensionUri: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [Uri.joinPath(extensionUri, 'dist', 'webview')] };
}

/** Milliseconds that a page in sight may take to ask for the first time what there is to show. */
const patience = 5000;

/** One editor tab with the outputs of a job, or of two. */
export class OutputsPanel {
  readonly state: PanelState;
  readonly #onBlank: OutputsPanelOptions['onBlank'];
  readonly #panel: WebviewPanel;
  readonly #controller: OutputsController;
  readonly #listeners: Disposable[];
  readonly #onClose: () => void;
  #talks = false;
  #waiting: NodeJS.Timeout | undefined;

  constructor({
    panel,
    state,
    extensionUri,
    backends,
    actions,
    choices,
    copies,
    logger,
    onClose,
    onBlank,
  }: OutputsPanelOptions) {
    this.state = state;
    this.#panel = panel;
    this.#onBlank = onBlank;
    this.#onClose = onClose;
    this.#controller = new OutputsController({
      backend: () => backends.get(state.connection),
      jobs: state.jobs,
      actions,
      choices,
      copies,
      logger,
      post: (message) => void panel.webview.postMessage(message),
    });
    this.#listeners = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.#talks = true;
        clearTimeout(this.#waiting);
        void this.#controller.receive(message);
      }),
      panel.onDidChangeViewState(() => {
        this.#controller.setVisible(panel.visible);
      }),
      panel.onDidDispose(() => {
        this.#end();
      }),
    ];
    panel.webview.options = webviewOptions(extensionUri);
    panel.webview.html = this.#html(extensionUri);
  }

  get column(): ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  /** Brings the tab to the front, with this file in it. */
  show(file: string | undefined, preserveFocus: boolean): void {
    this.#panel.reveal(undefined, preserveFocus);
    if (!this.#talks) this.#expectLife(file);
    if (file !== undefined) this.#controller.tell('reveal', { uri: file });
  }

  /** True when the user pinned the tab: it is to stay. */
  get isPinned(): boolean {
    return window.tabGroups.all.some(({ tabs }) =>
      tabs.some(
        ({ isPinned, label, input }) => isPinned && input instanceof TabInputWebview && label === this.#panel.title,
      ),
    );
  }

  /** Gives the tab away, in sight, for other outputs. */
  release(title: string): WebviewPanel {
    this.#end();
    this.#panel.title = title;
    if (!this.#panel.visible) this.#panel.reveal(undefined, true);
    return this.#panel;
  }

  async refresh(job: JobId): Promise<void> {
    await this.#controller.refresh(job);
  }

  close(): void {
    this.#panel.dispose();
  }

  #end(): void {
    clearTimeout(this.#waiting);
    for (const listener of this.#listeners) listener.dispose();
    this.#controller.dispose();
    this.#onClose();
  }

  #expectLife(file: string | undefined): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      if (this.#panel.visible) this.#onBlank(file);
    }, patience);
  }

  #html(extensionUri: Uri): string {
    const { webview, title } = this.#panel;
    const { connection, jobs, file, openedBy } = this.state;
    const keys = jobs.map((job) => job.key());
    const at = (name: string) => webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', 'webview', name)).toString();
    return pageHtml({
      page: {
        jobs: keys,
        names: jobs.map(({ name }) => name),
        titles: jobs.map(({ name }) => panelTitle(name, env.language, new Date())),
        ...(file !== undefined && { file }),
        state: { connection, jobs: keys, ...(openedBy !== undefined && { openedBy }) },
        strings: webviewStrings(),
        locale: env.language,
      },
      title,
      source: webview.cspSource,
      script: at('outputs.js'),
      style: at('outputs.css'),
      nonce: randomBytes(24).toString('base64url'),
    });
  }
}
