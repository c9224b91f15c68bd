export interface Page<Row> {
  readonly rows: readonly Row[];
  /** For the page that follows; undefined on the last one. */
  readonly nextToken: string | undefined;
}

export interface PagedListOptions<Row extends object> {
  /** Reads a page: the first one without a token. */
  readonly read: (nextToken: string | undefined) => Promise<Page<Row>>;
  /** What a row is about: of two readings the rows with one key are the same row. */
  readonly keyOf: (row: Row) => string;
}

/**
 * The rows that a view has loaded, page after page. A row stays the same object for as long as the list holds it, with what was read last in
 * it: VS Code knows rows by that, and loses a click on one that is new.
 */
export class PagedList<Row extends object> {
  readonly #options: PagedListOptions<Row>;
  #rows: readonly Row[] = [];
  #nextToken: string | undefined;
  #pages = 1;
  /** Counts changes of what is wanted: an answer to an earlier question is not shown. */
  #question = 0;

  constructor(options: PagedListOptions<Row>) {
    this.#options = options;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  get hasMore(): boolean {
    return this.#nextToken !== undefined;
  }

  find(key: string): Row | undefined {
    return this.#rows.find((row) => this.#options.keyOf(row) === key);
  }

  /** From the first page again. */
  reset(): void {
    this.#question += 1;
    this.#rows = [];
    this.#nextToken = undefined;
    this.#pages = 1;
  }

  /**
   * Reads again what is shown: as many pages as were loaded. Returns whether these are other rows than before, or in another order; undefined
   * when something else is wanted by now.
   */
  async reload(): Promise<boolean | undefined> {
    const { read, keyOf } = this.#options;
    const question = this.#question;
    const rows: Row[] = [];
    let token: string | undefined;
    for (let page = 0; page < this.#pages; page += 1) {
      const loaded = await read(token);
      rows.push(...loaded.rows);
      token = loaded.nextToken;
      if (token === undefined) break;
    }
    if (question !== this.#question) return undefined;
    const before = new Map(this.#rows.map((row) => [keyOf(row), row]));
    const isOther = this.#keys(rows) !== this.#keys(this.#rows) || (token !== undefined) !== this.hasMore;
    this.#rows = rows.map((row) => Object.assign(before.get(keyOf(row)) ?? row, row));
    this.#nextToken = token;
    return isOther;
  }

  async loadMore(): Promise<void> {
    if (this.#nextToken === undefined) return;
    const question = ++this.#question;
    const { rows, nextToken } = await this.#options.read(this.#nextToken);
    if (question !== this.#question) return;
    const known = new Set(this.#rows.map(this.#options.keyOf));
    this.#rows = [...this.#rows, ...rows.filter((row) => !known.has(this.#options.keyOf(row)))];
    this.#nextToken = nextToken;
    this.#pages += 1;
  }

  #keys(rows: readonly Row[]): string {
    return rows.map(this.#options.keyOf).join('\n');
  }
}
