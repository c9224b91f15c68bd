/** How a table that was no text is handed on as one. */
export const madeFormat = { delimiter: ',', quoting: 'doubled', encoding: 'utf-8' } as const;

const plain = /^-?\d[\d.eE+-]*$/u;

/** A row of a table as a line of CSV, whatever the cells hold. */
export function csvLine(cells: readonly string[]): string {
  // What stands alone on its line must not look as if there was nothing.
  if (cells.length === 1 && cells[0] === '') return '""\n';
  return `${cells.map((cell) => (cell === '' || plain.test(cell) ? cell : `"${cell.replaceAll('"', '""')}"`)).join(',')}\n`;
}
