import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as z from 'zod';
import { pageBytes, pageEvents } from './logBatch.ts';
import { readNumber, readText, type Row } from './rows.ts';

export const storedEvents = z.array(
  z.object({ timestamp: z.number(), message: z.string(), ingestionTime: z.number() }),
);
export type StoredEvent = z.infer<typeof storedEvents>[number];

export interface PageQuery {
  /** Events are numbered from 0. Forwards: the first event that may be on the page; backwards: the first that may not. */
  readonly position: number;
  readonly direction: 'forward' | 'backward';
  readonly limit: number;
  /** Milliseconds since 1970. An event at `endTime` is not part of the range. */
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
}

export interface LogPageText {
  /** A JSON array of the events, oldest first. */
  readonly json: string;
  /** The number of the page's first event, and of the one after its last; both the query's position on an empty page. */
  readonly start: number;
  readonly end: number;
}

interface Piece {
  readonly json: string;
  readonly events: number;
  readonly bytes: number;
  readonly start: number;
  readonly end: number;
}

/** Makes the pages of GetLogEvents. Rows of events that are wanted whole are joined as they are, never parsed. */
export class LogPages {
  readonly #forward: StatementSync;
  readonly #backward: StatementSync;

  constructor(database: DatabaseSync) {
    // The row that holds the position begins at or before it, and no row holds more events than a page.
    const forward = `position > ?2 - ${pageEvents} AND position + events > ?2 ORDER BY position`;
    const columns = 'position, events, bytes, first_event, last_event, json';
    this.#forward = database.prepare(`SELECT ${columns} FROM log_chunk WHERE stream_id = ?1 AND ${forward}`);
    this.#backward = database.prepare(
      `SELECT ${columns} FROM log_chunk WHERE stream_id = ? AND position < ? ORDER BY position DESC`,
    );
  }

  read(streamId: number, query: PageQuery): LogPageText {
    const forward = query.direction === 'forward';
    const pieces: Piece[] = [];
    let events = 0;
    let bytes = 0;
    for (const row of (forward ? this.#forward : this.#backward).iterate(streamId, query.position)) {
      const room = query.limit - events;
      if (room === 0) break;
      const whole = wholeRow(row, query, room);
      // A page may be shorter than its limits: while all of a long log is read, rows go out whole.
      if (whole === undefined && events > 0 && query.limit === pageEvents) break;
      const piece = whole ?? partOfRow(row, query, room);
      if (piece.events === 0) continue;
      if (events > 0 && bytes + piece.bytes > pageBytes) break;
      pieces.push(piece);
      events += piece.events;
      bytes += piece.bytes;
    }
    if (!forward) pieces.reverse();
    const json = `[${pieces.map((piece) => piece.json).join(',')}]`;
    return { json, start: pieces[0]?.start ?? query.position, end: pieces.at(-1)?.end ?? query.position };
  }
}

/** The row as it is, when every one of its events is wanted. */
function wholeRow(row: Row, { position, direction, startTime, endTime }: PageQuery, room: number): Piece | undefined {
  const start = readNumber(row, 'position');
  const events = readNumber(row, 'events');
  const end = start + events;
  if (direction === 'forward' ? start < position : end > position) return undefined;
  if (startTime !== undefined && readNumber(row, 'first_event') < startTime) return undefined;
  if (endTime !== undefined && readNumber(row, 'last_event') >= endTime) return undefined;
  return events > room
    ? undefined
    : { json: readText(row, 'json'), events, bytes: readNumber(row, 'bytes'), start, end };
}

function partOfRow(row: Row, { position, direction, startTime, endTime }: PageQuery, room: number): Piece {
  const first = readNumber(row, 'position');
  const wanted = storedEvents
    .parse(JSON.parse(`[${readText(row, 'json')}]`))
    .map((event, index) => ({ event, number: first + index }))
    .filter(({ number }) => (direction === 'forward' ? number >= position : number < position))
    .filter(({ event }) => event.timestamp >= (startTime ?? 0) && event.timestamp < (endTime ?? Infinity));
  const taken = direction === 'forward' ? wanted.slice(0, room) : wanted.slice(-room);
  return {
    json: taken.map(({ event }) => JSON.stringify(event)).join(','),
    events: taken.length,
    bytes: readNumber(row, 'bytes'),
    start: taken[0]?.number ?? first,
    end: (taken.at(-1)?.number ?? first - 1) + 1,
  };
}
