import type { Column, Extent, Sort } from '../../../src/protocol/outputs.ts';
import type { Context } from '../context.ts';
import { h, oncePerFrame } from '../dom.ts';
import type { CellCache } from './cellCache.ts';
import { ColumnLayout } from './columnLayout.ts';
import { headerCell } from './headerCell.ts';
import { GridRow } from './gridRow.ts';
import { Decimals } from './decimals.ts';
import { rangeOf, selectByMouse, type Range } from './selection.ts';
import { RowScroll } from './rowScroll.ts';
import { onGridKey, type KeyboardGrid, type Position } from './gridKeys.ts';

const rowHeight = 22;
/** Rows beyond the screen that are asked for. */
const ahead = 60;

export interface GridOptions {
  readonly context: Context;
  readonly columns: readonly Column[];
  readonly extent: Extent;
  /** To find widths from. */
  readonly firstRows: readonly (readonly string[])[];
  readonly cells: CellCache;
  readonly label: string;
  readonly onSort: (column: number) => void;
  readonly onCopy: (range: Range) => void;
}

/** A table of any number of rows and columns: only what is on the screen is made. One tab stop; arrows move between cells. */
export class Grid implements KeyboardGrid {
  readonly element: HTMLElement;
  readonly rows = new RowScroll(rowHeight);
  readonly #options: GridOptions;
  readonly #layout: ColumnLayout;
  readonly #head = h('div', { class: 'grid-head', role: 'row', 'aria-rowindex': 1 });
  readonly #scroller = h('div', { class: 'grid-scroller', role: 'rowgroup', tabindex: -1 });
  readonly #sizer = h('div', { class: 'grid-sizer' });
  readonly #shown = new Map<number, GridRow>();
  readonly #resized: ResizeObserver;
  readonly #render = oncePerFrame(() => {
    this.#renderNow();
  });
  #extent: Extent;
  #sort: Sort | undefined;
  #active: Position = { row: 0, column: 0 };
  /** Where the selection begins. */
  #anchor: Position = this.#active;
  readonly #decimals: Decimals;
  #gutter = 0;

  constructor(options: GridOptions) {
    this.#options = options;
    this.#extent = options.extent;
    this.#decimals = new Decimals(options.columns);
    this.#decimals.see(options.firstRows, 0);
    this.#layout = new ColumnLayout(options.columns, options.firstRows, 7.4, this.#decimals);
    this.#scroller.append(this.#sizer);
    this.element = h(
      'div',
      {
        class: 'grid',
        role: 'grid',
        tabindex: 0,
        'aria-label': options.label,
        'aria-readonly': 'true',
        'aria-multiselectable': 'true',
      },
      this.#head,
      this.#scroller,
    );
    this.#scroller.addEventListener('scroll', () => {
      this.rows.onScroll(this.#scroller.scrollTop);
      this.#render();
    });
    this.#scroller.addEventListener(
      'wheel',
      (event) => {
        this.#onWheel(event);
      },
      { passive: false },
    );
    selectByMouse(this.#scroller, (to, extend) => {
      this.moveTo(to, extend);
    });
    this.#scroller.addEventListener('click', () => {
      this.element.focus({ preventScroll: true });
    });
    this.element.addEventListener('keydown', (event) => {
      onGridKey(event, this);
    });
    this.#resized = new ResizeObserver(() => {
      this.setExtent(this.#extent);
    });
    this.#resized.observe(this.#scroller);
    this.setExtent(options.extent);
  }

  get extent(): Extent {
    return this.#extent;
  }

  get active(): Position {
    return this.#active;
  }

  /** What is selected: one cell at least. */
  get selection(): Range {
    return rangeOf(this.#anchor, this.#active);
  }

  setExtent(extent: Extent): void {
    this.#extent = extent;
    // Rows that were only estimated may turn out not to be there.
    const { row, column } = this.#active;
    const last = Math.max(0, extent.rowCount - 1);
    this.#active = { row: Math.min(row, last), column };
    this.#anchor = { row: Math.min(this.#anchor.row, last), column: this.#anchor.column };
    this.#layout.grow(extent.columnCount);
    this.#gutter = 24 + String(extent.rowCount).length * 8;
    this.rows.resize(extent.rowCount, this.#scroller.clientHeight);
    this.#sizer.style.height = `${this.rows.height}px`;
    this.#sizer.style.width = `${this.#gutter + this.#layout.width}px`;
    this.element.style.setProperty('--gutter', `${this.#gutter}px`);
    this.element.setAttribute('aria-rowcount', String(extent.exact ? extent.rowCount + 1 : -1));
    this.element.setAttribute('aria-colcount', String(this.#layout.count));
    this.refresh();
  }

  setSort(sort: Sort | undefined): void {
    this.#sort = sort;
    this.refresh();
  }

  /** Back to the first row: the rows are others now. */
  toTop(): void {
    this.rows.moveTo(0);
    this.#active = { row: Math.min(0, this.#active.row), column: this.#active.column };
    this.#anchor = this.#active;
    this.refresh();
  }

  /** Cells came: they are drawn, in columns wide enough for them. */
  onCells(rows: readonly (readonly string[])[], firstColumn: number): void {
    const moved = this.#decimals.see(rows, firstColumn);
    if (this.#layout.fit(rows, firstColumn) || moved) this.setExtent(this.#extent);
    else this.refresh();
  }

  /** Draws again what is on the screen. */
  refresh(): void {
    for (const row of this.#shown.values()) row.stale = true;
    this.#render();
  }

  /** Moves the keyboard to a cell, and the cell into view; with `extend` what lies between is selected. */
  moveTo({ row, column }: Position, extend = false): void {
    const { rowCount } = this.#extent;
    this.#active = {
      row: Math.max(-1, Math.min(rowCount - 1, row)),
      column: Math.max(0, Math.min(this.#layout.count - 1, column)),
    };
    if (!extend || this.#active.row < 0) this.#anchor = this.#active;
    if (this.#active.row >= 0) this.rows.reveal(this.#active.row);
    // At once: the event of the sideways scrolling would take the scrollbar's old place for a move of the person.
    this.#placeScrollbar();
    const start = this.#layout.startOf(this.#active.column);
    const spare = this.#scroller.clientWidth - this.#gutter - this.#layout.widthOf(this.#active.column);
    const { scrollLeft } = this.#scroller;
    this.#scroller.scrollLeft = Math.min(start, Math.max(scrollLeft, start - Math.max(0, spare)));
    this.refresh();
  }

  selectAll(): void {
    this.#anchor = { row: 0, column: 0 };
    this.#active = { row: Math.max(0, this.#extent.rowCount - 1), column: Math.max(0, this.#layout.count - 1) };
    this.refresh();
  }

  copy(): void {
    if (this.#active.row >= 0) this.#options.onCopy(this.selection);
    else void navigator.clipboard.writeText(this.#options.columns[this.#active.column]?.name ?? '');
  }

  widen(by: number): void {
    const { column } = this.#active;
    this.#layout.setWidth(column, this.#layout.widthOf(column) + by);
    this.setExtent(this.#extent);
  }

  sortActive(): void {
    this.#options.onSort(this.#active.column);
  }

  dispose(): void {
    this.#resized.disconnect();
  }

  #onWheel(event: WheelEvent): void {
    // A step of the wheel is a step in the table, however short the scrollbar's way is.
    if (!this.rows.scaled || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    this.rows.moveTo(this.rows.top + event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : 1));
    this.#scroller.scrollLeft += event.deltaX;
    this.#render();
  }

  #placeScrollbar(): void {
    const { scrollTop } = this.rows;
    if (Math.abs(this.#scroller.scrollTop - scrollTop) >= 1) this.#scroller.scrollTop = scrollTop;
  }

  #renderNow(): void {
    const { cells } = this.#options;
    const left = this.#scroller.scrollLeft;
    const columns = this.#layout.between(left, left + this.#scroller.clientWidth);
    const [first, end] = [this.rows.firstRow, this.rows.endRow];
    this.#placeScrollbar();
    cells.want({ start: Math.max(0, first - ahead), end: Math.min(this.#extent.rowCount, end + ahead) }, columns);
    for (const [number, row] of this.#shown) {
      if (number >= first && number < end) continue;
      row.element.remove();
      this.#shown.delete(number);
    }
    const offset = this.#scroller.scrollTop - this.rows.top;
    for (let number = first; number < end; number++) {
      let row = this.#shown.get(number);
      if (!row) {
        row = new GridRow(number, rowHeight);
        this.#shown.set(number, row);
        this.#sizer.append(row.element);
      }
      row.moveTo(number * rowHeight + offset);
      row.draw({
        columns,
        layout: this.#layout,
        types: this.#options.columns,
        cells,
        gutter: this.#gutter,
        active: this.#active,
        selection: this.selection,
        decimals: this.#decimals,
      });
    }
    this.#renderHead(columns, left);
    const { row, column } = this.#active;
    const active = row < 0 ? `head-${column}` : `cell-${row}-${column}`;
    // Scrolled out of sight, or filtered away, it is not there.
    if (this.element.querySelector(`[id="${active}"]`)) this.element.setAttribute('aria-activedescendant', active);
    else this.element.removeAttribute('aria-activedescendant');
  }

  #renderHead(columns: { start: number; end: number }, left: number): void {
    const { context, onSort } = this.#options;
    const made: HTMLElement[] = [
      h('div', { class: 'gutter', role: 'columnheader' }, h('span', { class: 'unseen' }, context.t('row'))),
    ];
    for (let at = columns.start; at < columns.end; at++) {
      const cell = headerCell({
        t: this.#options.context.t,
        column: this.#options.columns[at] ?? { name: '', type: 'text' },
        index: at,
        sort: this.#sort?.column === at ? this.#sort : undefined,
        active: this.#active.row < 0 && this.#active.column === at,
        onSort: () => {
          onSort(at);
        },
        width: this.#layout.widthOf(at),
        onResize: (width) => {
          this.#layout.setWidth(at, width);
          this.setExtent(this.#extent);
        },
      });
      cell.style.left = `${this.#gutter + this.#layout.startOf(at) - left}px`;
      made.push(cell);
    }
    this.#head.replaceChildren(...made);
  }
}
