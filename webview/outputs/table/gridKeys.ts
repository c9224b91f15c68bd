import type { Extent } from '../../../src/protocol/outputs.ts';

/** Where the keyboard is; row -1 is the header. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/** What keys do something to. */
export interface KeyboardGrid {
  readonly active: Position;
  readonly extent: Extent;
  readonly rows: { readonly pageRows: number };
  /** `extend`: what lies between is selected. */
  moveTo(position: Position, extend?: boolean): void;
  selectAll(): void;
  copy(): void;
  sortActive(): void;
  /** Makes the column of the keyboard wider, or narrower, by pixels. */
  widen(by: number): void;
}

/** Pixels that a column is made wider at a time. */
const step = 16;

/**
 * As in a spreadsheet: arrows, pages, ends, with Shift they select; Ctrl+A selects all, Ctrl+C copies. Alt and an arrow change the column's width; Enter on
 * a header sorts.
 */
export function onGridKey(event: KeyboardEvent, grid: KeyboardGrid): void {
  const { row, column } = grid.active;
  const all = event.ctrlKey || event.metaKey;
  const lastRow = grid.extent.rowCount - 1;
  const lastColumn = grid.extent.columnCount - 1;
  const key = event.key.toLowerCase();
  if (all && (key === 'c' || key === 'a')) {
    event.preventDefault();
    if (key === 'c') grid.copy();
    else grid.selectAll();
    return;
  }
  if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
    event.preventDefault();
    grid.widen(event.key === 'ArrowRight' ? step : -step);
    return;
  }
  if ((event.key === 'Enter' || event.key === ' ') && row < 0) {
    event.preventDefault();
    grid.sortActive();
    return;
  }
  const targets: Readonly<Record<string, Position>> = {
    ArrowUp: { row: all ? 0 : row - 1, column },
    ArrowDown: { row: all ? lastRow : row + 1, column },
    ArrowLeft: { row, column: all ? 0 : column - 1 },
    ArrowRight: { row, column: all ? lastColumn : column + 1 },
    PageUp: { row: Math.max(0, row - grid.rows.pageRows), column },
    PageDown: { row: row + grid.rows.pageRows, column },
    Home: { row: all ? 0 : row, column: 0 },
    End: { row: all ? lastRow : row, column: lastColumn },
  };
  const target = targets[event.key];
  if (!target) return;
  event.preventDefault();
  grid.moveTo(target, event.shiftKey);
}
