import * as vscode from 'vscode';
import type { JobFilter } from '../../../app/listJobs.ts';
import type { JobId } from '../../../core/jobs/jobRef.ts';
import { contextKeys, settingIds, viewIds } from '../../kit/ids.ts';
import type { Services } from '../../kit/services.ts';
import { JobList } from './jobList.ts';
import { JobsProvider } from './jobsProvider.ts';
import type { ExplorerNode, JobNode } from './nodes.ts';
import { refreshWhileVisible } from '../../kit/tree/refreshing.ts';
import { statusText } from './renderNode.ts';

/** The Jobs view with its filter and its refreshing. */
export class JobsView implements vscode.Disposable {
  readonly #services: Services;
  readonly #list: JobList;
  readonly #provider: JobsProvider;
  readonly #view: vscode.TreeView<ExplorerNode>;
  readonly #refreshing: { now: () => void; dispose: () => void };
  readonly #subscriptions: vscode.Disposable;

  constructor(services: Services) {
    const { settings, backends, clock, logger, runs } = services;
    this.#services = services;
    this.#list = new JobList({
      backends,
      connection: () => settings.connection(),
      pageSize: () => Math.min(100, Math.max(10, settings.number(settingIds.jobsPageSize) || 50)),
    });
    this.#provider = new JobsProvider(this.#list, backends, (listed) => {
      void vscode.commands.executeCommand('setContext', contextKeys.jobsListed, listed);
    });
    this.#view = vscode.window.createTreeView(viewIds.jobs, {
      treeDataProvider: this.#provider,
      showCollapseAll: true,
    });
    this.#refreshing = refreshWhileVisible({
      view: this.#view,
      refresh: () => this.#provider.refresh(),
      anyRunning: () => this.#list.anyRunning,
      connection: () => settings.connection().kind,
      clock,
      logger,
    });
    this.#subscriptions = vscode.Disposable.from(
      runs.onDidChange(() => {
        this.#refreshing.now();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.reset();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (connectionSettings.some((id) => change.affectsConfiguration(id))) this.reset();
      }),
    );
    this.#describe();
  }

  get selection(): readonly ExplorerNode[] {
    return this.#view.selection;
  }

  get filter(): JobFilter {
    return this.#list.filter;
  }

  /** The job's node when the view has it loaded. */
  find(job: JobId): JobNode | undefined {
    return this.#list.find(job);
  }

  setFilter(filter: JobFilter): void {
    this.#list.filter = filter;
    const filtered = filter.text !== undefined || filter.status !== undefined;
    void vscode.commands.executeCommand('setContext', contextKeys.jobsFiltered, filtered);
    this.reset();
  }

  reset(): void {
    this.#describe();
    this.#provider.reset();
  }

  /** Reads the list again, now. */
  refresh(): void {
    this.#refreshing.now();
  }

  loadMore(): Promise<void> {
    return this.#provider.loadMore();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#refreshing.dispose();
    this.#view.dispose();
    this.#provider.dispose();
  }

  #describe(): void {
    const connection = this.#services.settings.connection();
    const { text, status } = this.#list.filter;
    const place =
      connection.kind === 'local' ? vscode.l10n.t('Local') : `${connection.profile} ${connection.region}`.trim();
    this.#view.description = [place, text, status && statusText(status)]
      .filter((part) => part !== undefined && part !== '')
      .join(' · ');
  }
}

const connectionSettings = [
  settingIds.connection,
  settingIds.awsProfile,
  settingIds.awsRegion,
  settingIds.awsRoleArn,
  settingIds.awsBucket,
];
