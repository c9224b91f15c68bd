import type { Extent } from '../../../src/protocol/outputs.ts';

/** Where the keyboard is; row -1 is the header. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/** What keys do something to. */
export interface KeyboardGrid {
  readonly active: Position;
  readonly activeText: string;
  readonly extent: Extent;
  readonly rows: { readonly pageRows: number };
  moveTo(position: Position): void;
  sortActive(): void;
}

/** Arrows, pages, ends; Enter on a header sorts; Ctrl+C copies the cell. */
export function onGridKey(event: KeyboardEvent, grid: KeyboardGrid): void {
  const { row, column } = grid.active;
  const all = event.ctrlKey || event.metaKey;
  const lastRow = grid.extent.rowCount - 1;
  const lastColumn = grid.extent.columnCount - 1;
  if (all && event.key === 'c') {
    void navigator.clipboard.writeText(grid.activeText);
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
  grid.moveTo(target);
}
