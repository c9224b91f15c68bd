import { detectColumns } from '../outputs/table/columns.ts';
import { detectFormat, parseRows } from '../outputs/table/format.ts';

/** Values by name of an output that holds one row, or one JSON object of plain values; undefined of any other. */
export function oneRowOf(text: string, name: string): Record<string, string> | undefined {
  if (/\.json$/iu.test(name)) return oneObject(text);
  const format = detectFormat({ text, isWhole: true, encoding: 'utf-8' }, name);
  const rows = parseRows(text.slice(format.headLength), format);
  const { columns, headerRows } = detectColumns(rows, format.delimiter, rows.length === 2 ? true : undefined);
  const [row, ...more] = rows.slice(headerRows);
  if (headerRows === 0 || !row || more.length > 0) return undefined;
  // A row's number says nothing of the run.
  const named = columns.flatMap((column, at) =>
    column.isRowNames ? [] : [[column.name === '' ? String(at + 1) : column.name, row[at] ?? ''] as const],
  );
  return Object.fromEntries(named);
}

function oneObject(text: string): Record<string, string> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const [only, ...more] = Array.isArray(value) ? (value as unknown[]) : [value];
  if (more.length > 0 || typeof only !== 'object' || only === null || Array.isArray(only)) return undefined;
  const plain = Object.entries(only).flatMap(([name, each]: [string, unknown]) => {
    // R's jsonlite puts a single value into a list.
    const [inner, ...others] = Array.isArray(each) ? (each as unknown[]) : [each];
    const isPlain = typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean';
    return isPlain && others.length === 0 ? [[name, String(inner)] as const] : [];
  });
  return plain.length > 0 ? Object.fromEntries(plain) : undefined;
}
