import type { DatabaseSync } from 'node:sqlite';
import { setInterval } from 'node:timers';
import { transaction } from './database.ts';
import { eventOverhead } from './logBatch.ts';
import { storedEvents } from './logPages.ts';
import { readNumber, readText, type Row } from './rows.ts';

const day = 24 * 60 * 60 * 1000;
/** Milliseconds between looks for events that have expired. */
const interval = 60 * 60 * 1000;

/** Removes the events that are older than their groups keep them, once now and then every hour. Returns what ends it. */
export function startRetention(database: DatabaseSync, now: () => Date): () => void {
  expireEvents(database, now());
  const timer = setInterval(() => {
    expireEvents(database, now());
  }, interval);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/** Removes what has expired. The numbers of the events that stay do not change, so readers' tokens stay good. */
export function expireEvents(database: DatabaseSync, now: Date): void {
  const groups = database.prepare('SELECT id, retention FROM log_group WHERE retention IS NOT NULL').all();
  for (const group of groups) {
    const limit = now.getTime() - readNumber(group, 'retention') * day;
    const streams = database
      .prepare('SELECT id FROM log_stream WHERE group_id = ? AND first_event < ?')
      .all(readNumber(group, 'id'), limit);
    for (const stream of streams) {
      transaction(database, () => {
        expireStream(database, readNumber(stream, 'id'), limit);
      });
    }
  }
}

function expireStream(database: DatabaseSync, stream: number, limit: number): void {
  database.prepare('DELETE FROM log_chunk WHERE stream_id = ? AND last_event < ?').run(stream, limit);
  const parts = database.prepare('SELECT * FROM log_chunk WHERE stream_id = ? AND first_event < ?').all(stream, limit);
  for (const part of parts) shorten(database, part, limit);
  database
    .prepare(
      `UPDATE log_stream SET first_event = (SELECT min(first_event) FROM log_chunk WHERE stream_id = ?1),
         last_event = (SELECT max(last_event) FROM log_chunk WHERE stream_id = ?1),
         bytes = (SELECT coalesce(sum(bytes), 0) FROM log_chunk WHERE stream_id = ?1) WHERE id = ?1`,
    )
    .run(stream);
}

/** Takes the expired events from the start of a row: events of a row are in the order of time. */
function shorten(database: DatabaseSync, row: Row, limit: number): void {
  const events = storedEvents.parse(JSON.parse(`[${readText(row, 'json')}]`));
  const first = events.findIndex(({ timestamp }) => timestamp >= limit);
  const gone = events.slice(0, first).reduce((sum, { message }) => sum + Buffer.byteLength(message) + eventOverhead, 0);
  const rest = events.slice(first);
  database
    .prepare(
      `UPDATE log_chunk SET position = position + ?1, events = events - ?1, bytes = bytes - ?2, first_event = ?3, json = ?4
       WHERE stream_id = ?5 AND position = ?6`,
    )
    .run(
      ...[first, gone, rest[0]?.timestamp ?? limit],
      rest.map((event) => JSON.stringify(event)).join(','),
      ...[readNumber(row, 'stream_id'), readNumber(row, 'position')],
    );
}
