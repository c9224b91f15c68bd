import * as vscode from 'vscode';
import { errorText } from '../../../core/errors.ts';
import type { Backends } from '../../../core/ports/backend.ts';
import type { JobList } from './jobList.ts';
import { jobOf, loadChildren } from './loadChildren.ts';
import type { ErrorNode, ExplorerNode, JobNode } from './nodes.ts';
import { jobTooltip, renderNode } from './renderNode.ts';

/** Milliseconds for which what stands under a job is left alone: VS Code asks for it anew with the job's own row. */
const calm = 4_500;

/** The Jobs view: what the list holds, and under each job what it was made of. */
export class JobsProvider implements vscode.TreeDataProvider<ExplorerNode>, vscode.Disposable {
  readonly #list: JobList;
  readonly #backends: Backends;
  readonly #changed = new vscode.EventEmitter<ExplorerNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #onListed: (listed: boolean) => void;
  /** What the rows of jobs said when they were last drawn. */
  readonly #said = new WeakMap<JobNode, Said>();
  /** When what stands under a job was last asked for. */
  readonly #opened = new WeakMap<JobNode, number>();
  #loaded = false;
  #failure: string | undefined;

  /** `onListed` is told whether the list has been read: until then an empty view means nothing. */
  constructor(list: JobList, backends: Backends, onListed: (listed: boolean) => void) {
    this.#list = list;
    this.#backends = backends;
    this.#onListed = onListed;
  }

  getTreeItem(node: ExplorerNode): vscode.TreeItem {
    const item = renderNode(node, new Date());
    if (node.kind === 'job') this.#said.set(node, saidBy(item, node));
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: ExplorerNode): vscode.TreeItem {
    if (node.kind === 'job') item.tooltip = jobTooltip(node);
    return item;
  }

  async getChildren(node?: ExplorerNode): Promise<ExplorerNode[]> {
    if (!node) return this.#roots();
    const job = jobOf(node);
    if (!job) return [];
    if (node === job) this.#opened.set(job, Date.now());
    try {
      return await loadChildren(node, await this.#backends.get(job.connection));
    } catch (error) {
      const parent = node.kind === 'job' || node.kind === 'group' ? node : undefined;
      return [errorNode(error, parent)];
    }
  }

  getParent(node: ExplorerNode): ExplorerNode | undefined {
    return 'parent' in node ? node.parent : undefined;
  }

  /**
   * Reads the list again and draws anew what differs: rows whose age, duration or status did, or all when these are other jobs. All is for
   * changes of the list only: while VS Code asks for it anew, it knows none of the rows, and a click on one is lost.
   */
  async refresh(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const failedBefore = this.#failure !== undefined;
    const isOther = await this.#reload();
    // Jobs that were never drawn: VS Code gave up asking for the list.
    const isDrawn = this.#list.jobs.every((node) => this.#said.has(node));
    if (isOther || !isDrawn || failedBefore || this.#failure !== undefined) {
      this.#changed.fire(undefined);
      return;
    }
    const now = new Date();
    const differing = this.#list.jobs.filter((node) => this.#isToBeDrawn(node, now));
    if (differing.length > 0) this.#changed.fire(differing);
  }

  #isToBeDrawn(node: JobNode, now: Date): boolean {
    const before = this.#said.get(node);
    if (!before) return false;
    const said = saidBy(renderNode(node, now), node);
    if (said.state !== before.state) return true;
    return said.row !== before.row && now.getTime() - (this.#opened.get(node) ?? 0) > calm;
  }

  /** Forgets what is shown and reads it again: the connection, the filter or everything may have changed. */
  reset(): void {
    this.#list.reset();
    this.#loaded = false;
    this.#onListed(false);
    this.#changed.fire(undefined);
  }

  async loadMore(): Promise<void> {
    await this.#list.loadMore();
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #roots(): Promise<ExplorerNode[]> {
    // The view's welcome text says why.
    if (!vscode.workspace.isTrusted) return [];
    if (!this.#loaded) await this.#reload();
    if (this.#failure !== undefined)
      return [{ kind: 'error', message: this.#failure, parent: undefined }, ...this.#list.jobs];
    return this.#list.hasMore ? [...this.#list.jobs, { kind: 'loadMore' }] : [...this.#list.jobs];
  }

  #setLoaded(): void {
    if (!this.#loaded) this.#onListed(true);
    this.#loaded = true;
  }

  async #reload(): Promise<boolean> {
    try {
      const isOther = await this.#list.reload();
      // The answer to an earlier question leaves what is asked now unread.
      if (isOther === undefined) return false;
      this.#failure = undefined;
      this.#setLoaded();
      return isOther;
    } catch (error) {
      this.#failure = errorText(error);
      this.#setLoaded();
      return true;
    }
  }
}

interface Said {
  readonly row: string;
  readonly state: string;
}

function saidBy({ description }: vscode.TreeItem, { summary, isWaiting }: JobNode): Said {
  return { row: String(description), state: `${isWaiting} ${summary.status}` };
}

function errorNode(error: unknown, parent: ErrorNode['parent']): ErrorNode {
  return { kind: 'error', message: errorText(error), parent };
}
