// A thread of its own: sorts and filters the rows of one table.
import { Buffer, isAscii } from 'node:buffer';
import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { decodeRows, type TableFormat } from '../../core/outputs/table/format.ts';
import { TableRows, type TablePiece } from '../../core/outputs/table/tableRows.ts';
import type { WorkerAnswer, WorkerRequest } from './messages.ts';

/** Bytes: a text that is larger costs several times as much, as the collector has to look after it by itself. */
const pieceSize = 64 * 1024;
/** Milliseconds between two tellings of how far it is. */
const progressInterval = 200;

class Cancelled extends Error {}

let table: { readonly key: string; readonly rows: TableRows } | undefined;
/** One for all pieces. */
let buffer = Buffer.alloc(0);
/** What the pieces are read for. */
let current: WorkerRequest | undefined;

parentPort?.on('message', (request: WorkerRequest) => {
  current = request;
  const { shape, marks, sort, filter } = request;
  const key = JSON.stringify([shape, marks.end]);
  // What was read of the columns holds as long as the table is the same.
  if (table?.key !== key) table = { key, rows: new TableRows(shape, pieces) };
  try {
    const order = table.rows.view(sort, filter);
    answer({ kind: 'done', id: request.id, order }, [order.buffer]);
  } catch (error) {
    const message = error instanceof Cancelled ? undefined : error instanceof Error ? error.message : String(error);
    answer({ kind: 'failed', id: request.id, message });
  }
});

/** Stretches of whole rows, from the request's own marks. */
function* pieces(): Generator<TablePiece> {
  if (!current) return;
  const { id, descriptor, latest, shape, marks } = current;
  const { rows, offsets, end } = marks;
  let told = performance.now();
  for (let at = 0; at < offsets.length;) {
    if (Atomics.load(latest, 0) !== id) throw new Cancelled();
    const start = offsets[at] ?? 0;
    const row = rows[at] ?? 0;
    at++;
    while (at < offsets.length && (offsets[at] ?? end) - start < pieceSize) at++;
    const bytes = read(descriptor, start, offsets[at] ?? end);
    if (bytes.length > 0) yield { text: decode(bytes, shape.format), row };
    if (performance.now() - told < progressInterval) continue;
    told = performance.now();
    answer({ kind: 'progress', id, done: (offsets[at] ?? end) / end });
  }
}

function read(descriptor: number, start: number, end: number): Uint8Array {
  const length = Math.max(0, end - start);
  if (buffer.length < length) buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, buffer, filled, length - filled, start + filled);
    if (count === 0) throw new Error('the copy of the table is shorter than the table');
    filled += count;
  }
  return buffer.subarray(0, length);
}

/** What is ASCII needs no decoding, only copying. */
function decode(bytes: Uint8Array, format: TableFormat): string {
  return isAscii(bytes) ? buffer.toString('latin1', 0, bytes.length) : decodeRows(bytes, format);
}

function answer(message: WorkerAnswer, transferred: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transferred);
}
