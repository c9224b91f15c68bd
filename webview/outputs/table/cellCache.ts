import type { Extent } from '../../../src/protocol/outputs.ts';
import type { Host } from '../host.ts';

const rowsPerTile = 100;
const columnsPerTile = 50;
const mostTiles = 400;

interface Tile {
  cells: readonly (readonly string[])[] | undefined;
  readonly abort: AbortController;
}

export interface CellCacheOptions {
  readonly host: Host;
  readonly table: number;
  /** Cells came; `firstColumn` is that of each row's first cell. */
  readonly onCells: (rows: readonly (readonly string[])[], firstColumn: number) => void;
  readonly onExtent: (extent: Extent) => void;
  readonly onError: (error: unknown) => void;
}

/** The cells around what is on the screen, asked for in tiles of rows and columns; requests that are scrolled past are given up. */
export class CellCache {
  readonly #options: CellCacheOptions;
  readonly #tiles = new Map<string, Tile>();

  constructor(options: CellCacheOptions) {
    this.#options = options;
  }

  /** Cells that came with the opening. */
  fill(rows: readonly (readonly string[])[]): void {
    if (rows.length < rowsPerTile) return;
    this.#tiles.set('0:0', { cells: rows, abort: new AbortController() });
  }

  /** Undefined while it is not there yet. */
  cell(row: number, column: number): string | undefined {
    const cells = this.#tiles.get(keyOf(row, column))?.cells;
    return cells && (cells[row % rowsPerTile]?.[column % columnsPerTile] ?? '');
  }

  /** Asks for what is missing of a stretch of rows and columns (ends exclusive), and for nothing else any more. */
  want(rows: { start: number; end: number }, columns: { start: number; end: number }): void {
    const wanted = new Set<string>();
    for (let row = rows.start - (rows.start % rowsPerTile); row < rows.end; row += rowsPerTile) {
      for (
        let column = columns.start - (columns.start % columnsPerTile);
        column < columns.end;
        column += columnsPerTile
      ) {
        wanted.add(keyOf(row, column));
        if (!this.#tiles.has(keyOf(row, column))) void this.#load(row, column);
      }
    }
    for (const [key, tile] of this.#tiles) {
      if (wanted.has(key)) continue;
      if (!tile.cells) {
        tile.abort.abort();
        this.#tiles.delete(key);
      } else if (this.#tiles.size > mostTiles) this.#tiles.delete(key);
    }
  }

  /** The rows are others now. */
  clear(): void {
    for (const tile of this.#tiles.values()) tile.abort.abort();
    this.#tiles.clear();
  }

  async #load(row: number, column: number): Promise<void> {
    const tile: Tile = { cells: undefined, abort: new AbortController() };
    const key = keyOf(row, column);
    this.#tiles.set(key, tile);
    const { host, table, onCells, onExtent, onError } = this.#options;
    try {
      const rows = { start: row, end: row + rowsPerTile };
      const columns = { start: column, end: column + columnsPerTile };
      const answer = await host.request('rows', { table, rows, columns }, tile.abort.signal);
      tile.cells = answer.rows;
      onExtent(answer.extent);
      onCells(answer.rows, column);
    } catch (error) {
      if (this.#tiles.get(key) === tile) this.#tiles.delete(key);
      if (!tile.abort.signal.aborted) onError(error);
    }
  }
}

function keyOf(row: number, column: number): string {
  return `${Math.floor(row / rowsPerTile)}:${Math.floor(column / columnsPerTile)}`;
}
