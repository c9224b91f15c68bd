import type { Column } from '../../../src/protocol/outputs.ts';
import { h } from '../dom.ts';
import type { CellCache } from './cellCache.ts';
import type { Decimals } from './decimals.ts';
import { contains, type Range } from './selection.ts';
import type { ColumnLayout } from './columnLayout.ts';

/** What R, pandas and databases write for a value that is not there. */
const missing = new Set(['NA', 'NaN', 'nan', 'NULL', 'null', 'None', '<NA>']);
/** Characters of a cell that are put on the screen. */
const longestCell = 500;

export interface RowDrawing {
  readonly columns: { readonly start: number; readonly end: number };
  readonly layout: ColumnLayout;
  readonly types: readonly Column[];
  readonly cells: CellCache;
  readonly gutter: number;
  readonly active: { readonly row: number; readonly column: number };
  readonly selection: Range;
  readonly decimals: Decimals;
}

/** A row on the screen. */
export class GridRow {
  readonly element: HTMLElement;
  /** Its cells are not what they were. */
  stale = true;
  readonly #number: number;
  #drawn = '';

  constructor(number: number, height: number) {
    this.#number = number;
    this.element = h('div', { class: 'grid-row', role: 'row', 'aria-rowindex': number + 2, 'data-row': number });
    this.element.style.height = `${height}px`;
  }

  moveTo(top: number): void {
    this.element.style.transform = `translateY(${top}px)`;
  }

  draw({ columns, layout, types, cells, gutter, active, selection, decimals }: RowDrawing): void {
    const drawing = `${columns.start}-${columns.end}`;
    if (!this.stale && drawing === this.#drawn) return;
    this.stale = false;
    this.#drawn = drawing;
    const number = h('div', { class: 'gutter', role: 'rowheader' }, String(this.#number + 1));
    const made: HTMLElement[] = [number];
    for (let at = columns.start; at < columns.end; at++) {
      const text = cells.cell(this.#number, at);
      const isActive = active.row === this.#number && active.column === at;
      const isSelected = contains(selection, { row: this.#number, column: at });
      const kind = text === undefined ? ' pending' : missing.has(text) ? ' missing' : '';
      const cell = h('div', {
        class: `cell${kind}${isSelected ? ' selected' : ''}${isActive ? ' active' : ''}`,
        'data-type': types[at]?.type ?? 'text',
        role: 'gridcell',
        id: isActive ? `cell-${this.#number}-${at}` : undefined,
        'aria-colindex': at + 1,
        'aria-selected': String(isSelected),
        'data-column': at,
      });
      const shown = text === undefined ? '' : text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
      cell.textContent = shown + ' '.repeat(decimals.padding(at, shown));
      if (text !== undefined && text.length > 20) cell.title = text.slice(0, longestCell * 4);
      cell.style.left = `${gutter + layout.startOf(at)}px`;
      cell.style.width = `${layout.widthOf(at)}px`;
      made.push(cell);
    }
    this.element.replaceChildren(...made);
  }
}
