import * as vscode from 'vscode';
import { errorText } from '../../../core/errors.ts';
import { statusRowItem, type StatusRowCommands } from './statusRowItem.ts';
import { errorRow, isStatusRow, moreRow, type StatusRow } from './statusRows.ts';
import { PagedList, type PagedListOptions } from './pagedList.ts';

/** Milliseconds for which what stands under a row is left alone: VS Code asks for it anew with the row itself. */
const calm = 4_500;

/** A list of rows, and what stands under them. `Node` is all that the feature's rows can be, `Row` those at the top. */
export interface ListOptions<Row extends Node, Node extends { readonly kind: string }> extends PagedListOptions<Row> {
  readonly commands: StatusRowCommands;
  /** The tree item of a row, but for its tooltip. Ids stay the same across refreshes, so that selection and expansion do. */
  readonly render: (node: Node, now: Date) => vscode.TreeItem;
  /** Asked for when somebody points at a row. */
  readonly tooltip?: (node: Node) => Promise<vscode.MarkdownString | undefined> | vscode.MarkdownString | undefined;
  /** Reads what stands under a row. */
  readonly children: (node: Node) => Promise<readonly (Node | StatusRow<Node>)[]>;
  readonly parentOf: (node: Node) => Node | undefined;
  /** Whether a refresh reads also what stands under the rows: not where it comes each second. */
  readonly refreshesChildren: boolean;
  /** Told whether the list has been read: until then an empty view means nothing. */
  readonly onListed: (isListed: boolean) => void;
}

/** What a row said when it was drawn: `state` is worth a redraw at once, `text` may wait. */
interface DrawnText {
  readonly state: string;
  readonly text: string;
}

/** What a tree of VS Code shows of a list. */
export class ListProvider<Row extends Node, Node extends { readonly kind: string }>
  implements vscode.TreeDataProvider<Node | StatusRow<Node>>, vscode.Disposable
{
  readonly list: PagedList<Row>;
  readonly #options: ListOptions<Row, Node>;
  readonly #changed = new vscode.EventEmitter<(Node | StatusRow<Node>)[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #said = new WeakMap<object, DrawnText>();
  /** When what stands under a row was last asked for. */
  readonly #opened = new WeakMap<object, number>();
  #reading: Promise<boolean> | undefined;
  #isLoaded = false;
  #readAt = 0;
  #failure: string | undefined;

  constructor(options: ListOptions<Row, Node>) {
    this.#options = options;
    this.list = new PagedList(options);
  }

  /** When the list was last read, in milliseconds; 0 before. */
  get readAt(): number {
    return this.#readAt;
  }

  getTreeItem(node: Node | StatusRow<Node>): vscode.TreeItem {
    if (isStatusRow(node)) return statusRowItem(node, this.#options.commands);
    const item = this.#options.render(node, new Date());
    this.#said.set(node, drawnText(item));
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node | StatusRow<Node>): Promise<vscode.TreeItem> {
    const tooltip = isStatusRow(node) ? undefined : await this.#options.tooltip?.(node);
    if (tooltip !== undefined) item.tooltip = tooltip;
    return item;
  }

  async getChildren(node?: Node | StatusRow<Node>): Promise<(Node | StatusRow<Node>)[]> {
    if (!node) return this.#top();
    if (isStatusRow(node)) return [];
    this.#opened.set(node, Date.now());
    try {
      return [...(await this.#options.children(node))];
    } catch (error) {
      return [errorRow(error, node)];
    }
  }

  getParent(node: Node | StatusRow<Node>): Node | undefined {
    if (!isStatusRow(node)) return this.#options.parentOf(node);
    return node.kind === 'loadMore' ? undefined : node.parent;
  }

  /**
   * Reads the list again and draws anew what differs: rows that say something else, or all when these are other rows. All is for changes of
   * the list only: while VS Code asks for it anew, it knows none of the rows, and a click on one is lost.
   */
  async refresh(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const failedBefore = this.#failure !== undefined;
    // What is being read may have been asked for before what calls for this.
    await this.#reading;
    const isOther = await this.#reload();
    const { rows } = this.list;
    // Rows that were never drawn: VS Code gave up asking for the list.
    const isDrawn = rows.every((row) => this.#said.has(row));
    if (isOther || !isDrawn || failedBefore || this.#failure !== undefined) {
      this.#changed.fire(undefined);
      return;
    }
    const now = new Date();
    const { refreshesChildren } = this.#options;
    const differing = rows.filter((row) => refreshesChildren || this.#isToBeDrawn(row, now));
    if (differing.length > 0) this.#changed.fire(differing);
  }

  /** Forgets what is shown and reads it again: the connection, the filter or everything may have changed. */
  reset(): void {
    this.list.reset();
    this.#reading = undefined;
    this.#isLoaded = false;
    this.#options.onListed(false);
    this.#changed.fire(undefined);
  }

  async loadMore(): Promise<void> {
    await this.list.loadMore();
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #isToBeDrawn(row: Row, now: Date): boolean {
    const before = this.#said.get(row);
    if (!before) return false;
    const after = drawnText(this.#options.render(row, now));
    if (after.state !== before.state) return true;
    return after.text !== before.text && now.getTime() - (this.#opened.get(row) ?? 0) > calm;
  }

  async #top(): Promise<(Node | StatusRow<Node>)[]> {
    // The view's welcome text says why.
    if (!vscode.workspace.isTrusted) return [];
    if (!this.#isLoaded) await this.#reload();
    const { rows, hasMore } = this.list;
    if (this.#failure !== undefined) return [{ kind: 'error', message: this.#failure, parent: undefined }, ...rows];
    return hasMore ? [...rows, moreRow] : [...rows];
  }

  /** Whether these are other rows than before. Who asks while it is being read waits for the same answer. */
  #reload(): Promise<boolean> {
    const reading = this.#reading ?? this.#read();
    this.#reading = reading;
    void reading.finally(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    return reading;
  }

  async #read(): Promise<boolean> {
    try {
      const isOther = await this.list.reload();
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

  #setLoaded(): void {
    this.#readAt = Date.now();
    if (!this.#isLoaded) this.#options.onListed(true);
    this.#isLoaded = true;
  }
}

function drawnText({ label, description, contextValue, iconPath }: vscode.TreeItem): DrawnText {
  const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
  return { state: JSON.stringify([label, contextValue, icon]), text: String(description) };
}
