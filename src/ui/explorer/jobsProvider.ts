import * as vscode from 'vscode';
import { formatAge } from '../../core/age.ts';
import { errorText } from '../../core/errors.ts';
import type { Backends } from '../../core/ports/backend.ts';
import type { JobList } from './jobList.ts';
import { jobOf, loadChildren } from './loadChildren.ts';
import type { ErrorNode, ExplorerNode } from './nodes.ts';
import { jobTooltip, renderNode } from './renderNode.ts';

/** The Jobs view: what the list holds, and under each job what it was made of. */
export class JobsProvider implements vscode.TreeDataProvider<ExplorerNode>, vscode.Disposable {
  readonly #list: JobList;
  readonly #backends: Backends;
  readonly #changed = new vscode.EventEmitter<ExplorerNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #onListed: (listed: boolean) => void;
  /** The ages that were shown last: a view in which nothing happens is not to stand still. */
  #ages = '';
  #loaded = false;
  #failure: string | undefined;

  /** `onListed` is told whether the list has been read: until then an empty view means nothing. */
  constructor(list: JobList, backends: Backends, onListed: (listed: boolean) => void) {
    this.#list = list;
    this.#backends = backends;
    this.#onListed = onListed;
  }

  getTreeItem(node: ExplorerNode): vscode.TreeItem {
    return renderNode(node, new Date());
  }

  resolveTreeItem(item: vscode.TreeItem, node: ExplorerNode): vscode.TreeItem {
    if (node.kind === 'job') item.tooltip = jobTooltip(node);
    return item;
  }

  async getChildren(node?: ExplorerNode): Promise<ExplorerNode[]> {
    if (!node) return this.#roots();
    const job = jobOf(node);
    if (!job) return [];
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

  /** Reads the list again and shows it if it differs. While something runs its duration is shown anew at each call. */
  async refresh(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const failedBefore = this.#failure !== undefined;
    const changed = await this.#reload();
    const ages = this.#list.jobs
      .map(({ summary: { CreationTime: created } }) => created && formatAge(created, new Date()))
      .join();
    const aged = ages !== this.#ages;
    this.#ages = ages;
    if (changed || aged || failedBefore || this.#failure !== undefined || this.#list.anyRunning)
      this.#changed.fire(undefined);
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
      const changed = await this.#list.reload();
      // The answer to an earlier question leaves what is asked now unread.
      if (changed === undefined) return false;
      this.#failure = undefined;
      this.#setLoaded();
      return changed;
    } catch (error) {
      this.#failure = errorText(error);
      this.#setLoaded();
      return true;
    }
  }
}

function errorNode(error: unknown, parent: ErrorNode['parent']): ErrorNode {
  return { kind: 'error', message: errorText(error), parent };
}
