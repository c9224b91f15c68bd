import type { Column } from '../../../src/protocol/outputs.ts';

/** More places than this would push the numbers out of sight. */
const mostPlaces = 17;

/** How numbers of a column stand below each other: at the point, each with the digits that it is written with. In a font whose characters are of one width. */
export class Decimals {
  readonly #columns: readonly Column[];
  /** Characters from the point on, at most, by column. */
  readonly #places = new Map<number, number>();

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  /** Cells came, the first of each row of column `from`. True when numbers move. */
  see(rows: readonly (readonly string[])[], from: number): boolean {
    let moved = false;
    for (const row of rows) {
      for (const [at, text] of row.entries()) {
        const column = from + at;
        if (this.#columns[column]?.type !== 'number') continue;
        const places = Math.min(mostPlaces, placesOf(text));
        if (places <= (this.#places.get(column) ?? 0)) continue;
        this.#places.set(column, places);
        moved = true;
      }
    }
    return moved;
  }

  /** Blanks that go behind a cell. */
  padding(column: number, text: string): number {
    return Math.max(0, (this.#places.get(column) ?? 0) - placesOf(text));
  }

  /** As the cell stands there, for its width. */
  lengthOf(column: number, text: string): number {
    return text.length + this.padding(column, text);
  }
}

/** Characters from the point on, or from where it would be. */
function placesOf(text: string): number {
  const [, places = ''] = /^\s*[+-]?\d*([.,]\d*)?$/u.exec(text) ?? [];
  return places.length;
}
