import * as vscode from 'vscode';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { contextKeys, SettingId } from '../ids.ts';
import { ListProvider, type ListOptions } from './listProvider.ts';
import type { StatusRow } from './statusRows.ts';
import { pollWhileVisible, type PollOptions } from './poll.ts';
import type { TreeOnDemand } from './treeOnDemand.ts';

export interface ListViewOptions<Row extends Node, Node extends { readonly kind: string }>
  extends Omit<ListOptions<Row, Node>, 'onListed'>, Pick<PollOptions, 'pause' | 'staleAfter'> {
  readonly tree: TreeOnDemand<Node | StatusRow<Node>>;
  /** The context key that says that the list has been read. */
  readonly listedKey: (typeof contextKeys)[keyof typeof contextKeys];
  /** What stands beside the view's name. */
  readonly describe: () => string;
  /** Settings whose change makes it another list. */
  readonly resetBy: readonly SettingId[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * A view that lists things page by page: rows that stay themselves while they change, children that are read when they are looked at, a
 * row that says what could not be loaded. It is read while it is visible only.
 */
export class ListView<Row extends Node, Node extends { readonly kind: string }> implements vscode.Disposable {
  readonly #options: ListViewOptions<Row, Node>;
  readonly #provider: ListProvider<Row, Node>;
  readonly #view: vscode.TreeView<Node | StatusRow<Node>>;
  readonly #polling: { now: () => void; dispose: () => void };
  readonly #subscriptions: vscode.Disposable;

  constructor(options: ListViewOptions<Row, Node>) {
    const { tree, listedKey, pause, staleAfter, resetBy, clock, logger } = options;
    this.#options = options;
    this.#provider = new ListProvider({
      ...options,
      onListed: (isListed) => {
        void vscode.commands.executeCommand('setContext', listedKey, isListed);
      },
    });
    this.#view = tree.fill(this.#provider);
    this.#polling = pollWhileVisible({
      view: this.#view,
      refresh: () => this.#provider.refresh(),
      readAt: () => this.#provider.readAt,
      pause,
      staleAfter,
      clock,
      logger,
    });
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.reset();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (resetBy.some((setting) => change.affectsConfiguration(setting))) this.reset();
      }),
    );
    this.#view.description = options.describe();
  }

  get rows(): readonly Row[] {
    return this.#provider.list.rows;
  }

  get selection(): readonly (Node | StatusRow<Node>)[] {
    return this.#view.selection;
  }

  /** The row of a key, when it is loaded. */
  find(key: string): Row | undefined {
    return this.#provider.list.find(key);
  }

  /** Reads the rows again: now, or when they come in sight. */
  refresh(): void {
    this.#polling.now();
  }

  /** Reads another list. */
  reset(): void {
    this.#view.description = this.#options.describe();
    this.#provider.reset();
  }

  async loadMore(): Promise<void> {
    await this.#provider.loadMore();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#polling.dispose();
    this.#provider.dispose();
  }
}
