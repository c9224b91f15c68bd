import { randomBytes } from 'node:crypto';
import { env, l10n, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { JobSummary } from '../../../core/jobs/job.ts';
import type { Connection } from '../../../core/connection.ts';
import { runsViewType } from '../../kit/ids.ts';
import { showError } from '../../kit/errors/showError.ts';
import type { OutputsPanels } from '../outputsPanel.ts';
import type { OutputsPanelsOptions } from '../panelOptions.ts';
import { pageHtml } from '../pageHtml.ts';
import { webviewOptions } from '../panel.ts';
import { RequestLoop } from '../requestLoop.ts';
import { webviewStrings } from '../strings.ts';
import { RunsAnswers } from './runsAnswers.ts';

export interface ShowRunsOptions extends Pick<OutputsPanelsOptions, 'extensionUri' | 'backends' | 'copies' | 'logger'> {
  readonly panels: OutputsPanels;
  readonly connection: Connection;
  /** What the script's jobs are called. */
  readonly title: string;
  readonly isOfScript: (job: JobSummary) => boolean;
}

/** Opens the table of a script's runs. */
export function showRuns(options: ShowRunsOptions): WebviewPanel {
  const { extensionUri, backends, copies, logger, panels, connection, title, isOfScript } = options;
  const heading = l10n.t('Runs of {0}', title);
  const panel = window.createWebviewPanel(runsViewType, heading, ViewColumn.Active, {
    ...webviewOptions(extensionUri),
    retainContextWhenHidden: true,
  });
  const answers = new RunsAnswers(
    {
      backend: () => backends.get(connection),
      title,
      isOfScript,
      copies,
      logger,
      open: ([first, second]) => (second ? panels.compare(connection, first, second) : panels.open(connection, first)),
      showFailure: (error) => void showError(error, logger),
    },
    (name, payload) => void panel.webview.postMessage({ kind: 'event', name, payload }),
  );
  const loop = new RequestLoop({
    handlers: answers.handlers,
    post: (message) => void panel.webview.postMessage(message),
    logger,
  });
  panel.webview.onDidReceiveMessage((message: unknown) => void loop.receive(message));
  panel.onDidDispose(() => {
    loop.dispose();
    answers.dispose();
  });
  const at = (name: string): string =>
    panel.webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', 'webview', name)).toString();
  panel.webview.html = pageHtml({
    page: {
      jobs: [],
      names: [],
      titles: [],
      runs: heading,
      state: {},
      strings: webviewStrings(),
      locale: env.language,
    },
    title: heading,
    source: panel.webview.cspSource,
    script: at('outputs.js'),
    style: at('outputs.css'),
    nonce: randomBytes(24).toString('base64url'),
  });
  return panel;
}
