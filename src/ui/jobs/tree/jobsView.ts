import * as vscode from 'vscode';
import type { JobFilter } from '../../../app/listJobs.ts';
import type { JobId } from '../../../core/jobs/jobRef.ts';
import { isTerminal } from '../../../core/jobs/status.ts';
import { commandIds, contextKeys, settingIds } from '../../kit/ids.ts';
import type { Services } from '../../kit/services.ts';
import { ListView } from '../../kit/tree/listView.ts';
import type { StatusRow } from '../../kit/tree/statusRows.ts';
import type { TreeOnDemand } from '../../kit/tree/treeOnDemand.ts';
import { loadChildren } from './loadChildren.ts';
import { jobOf, type JobNode, type JobsNode } from './nodes.ts';
import { readJobs } from './readJobs.ts';
import { jobTooltip, renderNode, statusText } from './renderNode.ts';

/** Milliseconds between two readings of the view while it is looked at. */
const pauses = {
  local: { running: 1_000, idle: 10_000 },
  aws: { running: 5_000, idle: 30_000 },
} as const;

export type JobsTree = TreeOnDemand<JobsNode | StatusRow<JobsNode>>;

/** The Jobs view: the jobs of the connection, newest first, and under each what it was made of. */
export class JobsView implements vscode.Disposable {
  readonly #services: Services;
  readonly #list: ListView<JobNode, JobsNode>;
  readonly #runs: vscode.Disposable;
  #filter: JobFilter = {};

  constructor(services: Services, tree: JobsTree) {
    const { settings, backends, clock, logger, runs } = services;
    this.#services = services;
    this.#list = new ListView<JobNode, JobsNode>({
      tree,
      listedKey: contextKeys.jobsListed,
      read: readJobs({
        backends,
        connection: () => settings.connection(),
        filter: () => this.#filter,
        pageSize: () => Math.min(100, Math.max(10, settings.number(settingIds.jobsPageSize) || 50)),
      }),
      keyOf: ({ job }) => job.key(),
      parentOf: (node) => (node.kind === 'job' ? undefined : node.parent),
      children: async (node) => loadChildren(node, await backends.get(jobOf(node).connection)),
      refreshesChildren: false,
      render: renderNode,
      tooltip: (node) => (node.kind === 'job' ? jobTooltip(node) : undefined),
      commands: { refresh: commandIds.refreshJobs, loadMore: commandIds.loadMoreJobs },
      describe: () => this.#describe(),
      resetBy: [
        settingIds.connection,
        settingIds.awsProfile,
        settingIds.awsRegion,
        settingIds.awsRoleArn,
        settingIds.awsBucket,
      ],
      pause: () => pauses[settings.connection().kind][this.#isAnyRunning ? 'running' : 'idle'],
      staleAfter: 0,
      clock,
      logger,
    });
    this.#runs = runs.onDidChange(() => {
      this.refresh();
    });
  }

  get filter(): JobFilter {
    return this.#filter;
  }

  /** The job's row when the view has it loaded. */
  find(job: JobId): JobNode | undefined {
    return this.#list.find(job.key());
  }

  setFilter(filter: JobFilter): void {
    this.#filter = filter;
    const filtered = filter.text !== undefined || filter.status !== undefined;
    void vscode.commands.executeCommand('setContext', contextKeys.jobsFiltered, filtered);
    this.reset();
  }

  /** Reads the list from its beginning. */
  reset(): void {
    this.#list.reset();
  }

  /** Reads the list again, now. */
  refresh(): void {
    this.#list.refresh();
  }

  loadMore(): Promise<void> {
    return this.#list.loadMore();
  }

  dispose(): void {
    this.#runs.dispose();
    this.#list.dispose();
  }

  get #isAnyRunning(): boolean {
    return this.#list.rows.some(({ summary }) => !isTerminal(summary.status));
  }

  #describe(): string {
    const { text, status } = this.#filter;
    return [this.#services.settings.connectionText(), text, status && statusText(status)]
      .filter((part) => part !== undefined && part !== '')
      .join(' · ');
  }
}
