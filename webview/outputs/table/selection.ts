import type { Position } from './gridKeys.ts';

/** The rows and columns from one cell to another; ends exclusive. */
export interface Range {
  readonly rows: { readonly start: number; readonly end: number };
  readonly columns: { readonly start: number; readonly end: number };
}

/** What is selected: from the cell where it began to the one where the keyboard is. */
export function rangeOf(anchor: Position, active: Position): Range {
  const span = (a: number, b: number) => ({ start: Math.max(0, Math.min(a, b)), end: Math.max(a, b) + 1 });
  return { rows: span(anchor.row, active.row), columns: span(anchor.column, active.column) };
}

export function contains({ rows, columns }: Range, { row, column }: Position): boolean {
  return row >= rows.start && row < rows.end && column >= columns.start && column < columns.end;
}

/** Selects by mouse: a click, with Shift up to the cell, or drawn over cells. `moveTo` gets where the mouse is. */
export function selectByMouse(element: HTMLElement, moveTo: (to: Position, extend: boolean) => void): void {
  const cellAt = (target: EventTarget | Element | null): Position | undefined => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell]') : null;
    const row = cell?.parentElement?.dataset['row'];
    return cell && row !== undefined ? { row: Number(row), column: Number(cell.dataset['column']) } : undefined;
  };
  element.addEventListener('pointerdown', (event) => {
    const from = cellAt(event.target);
    if (!from || event.button !== 0) return;
    moveTo(from, event.shiftKey);
    let last = from;
    const move = (moved: PointerEvent) => {
      const to = cellAt(document.elementFromPoint(moved.clientX, moved.clientY));
      if (!to || (to.row === last.row && to.column === last.column)) return;
      last = to;
      moveTo(to, true);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener(
      'pointerup',
      () => {
        window.removeEventListener('pointermove', move);
      },
      { once: true },
    );
  });
}
