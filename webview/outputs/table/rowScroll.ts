/** Browsers cut off elements somewhere above 16 million pixels. */
const tallest = 8_000_000;

/**
 * Scrolling over more rows than a browser's element can be tall. The scrollbar belongs to an element of bounded height; the
 * position, in pixels of the whole table, is kept here. A table that fits in scrolls as any other element.
 */
export class RowScroll {
  readonly rowHeight: number;
  #rowCount = 0;
  #viewHeight = 0;
  #top = 0;

  constructor(rowHeight: number) {
    this.rowHeight = rowHeight;
  }

  /** Pixels of the whole table above the view. */
  get top(): number {
    return this.#top;
  }

  /** Height of the element that scrolls. */
  get height(): number {
    return Math.min(this.#total, tallest);
  }

  /** The element is shorter than the table: the scrollbar only says about where. */
  get scaled(): boolean {
    return this.#total > tallest;
  }

  /** Where the scrollbar has to stand for the position. */
  get scrollTop(): number {
    const range = this.#total - this.#viewHeight;
    return this.scaled && range > 0 ? (this.#top / range) * (tallest - this.#viewHeight) : this.#top;
  }

  get firstRow(): number {
    return Math.floor(this.#top / this.rowHeight);
  }

  /** Behind the last visible row. */
  get endRow(): number {
    return Math.min(this.#rowCount, Math.ceil((this.#top + this.#viewHeight) / this.rowHeight));
  }

  /** Rows that fit in whole. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.#viewHeight / this.rowHeight));
  }

  resize(rowCount: number, viewHeight: number): void {
    this.#rowCount = rowCount;
    this.#viewHeight = viewHeight;
    this.moveTo(this.#top);
  }

  moveTo(top: number): void {
    this.#top = Math.max(0, Math.min(top, this.#total - this.#viewHeight));
  }

  /** The scrollbar was moved. */
  onScroll(scrollTop: number): void {
    if (Math.abs(scrollTop - this.scrollTop) < 1) return;
    const range = tallest - this.#viewHeight;
    this.moveTo(this.scaled && range > 0 ? (scrollTop / range) * (this.#total - this.#viewHeight) : scrollTop);
  }

  /** Moves no further than it takes to see the row. */
  reveal(row: number): void {
    const start = row * this.rowHeight;
    if (start < this.#top) this.moveTo(start);
    else if (start + this.rowHeight > this.#top + this.#viewHeight)
      this.moveTo(start + this.rowHeight - this.#viewHeight);
  }

  get #total(): number {
    return this.#rowCount * this.rowHeight;
  }
}
