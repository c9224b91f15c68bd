import type { DatabaseSync } from 'node:sqlite';
import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { storedEvents } from './logPages.ts';
import { readNumber, readText, type Row } from './rows.ts';

export interface SearchQuery {
  readonly groupId: number;
  readonly streams?: readonly string[] | undefined;
  readonly prefix?: string | undefined;
  readonly startTime: number;
  readonly endTime: number;
  readonly limit: number;
  readonly matches: (message: string) => boolean;
  /** Where the page before ended. */
  readonly after?: EventPlace | undefined;
}

/** Events of several streams are sorted by this. */
export type EventPlace = readonly [timestamp: number, streamId: number, position: number];

export interface SearchPage {
  readonly events: FilteredLogEvent[];
  /** Undefined when everything was searched. */
  readonly next: EventPlace | undefined;
}

interface Candidate {
  readonly place: EventPlace;
  readonly stream: string;
  readonly message: string;
  readonly ingestionTime: number;
}

/** How many characters of events one page searches. AWS, too, answers before it has searched everything. */
const searchBudget = 8_000_000;
/** Milliseconds that the events of one row lie apart at most: PutLogEvents refuses a batch that spans more. */
const rowSpan = 24 * 60 * 60 * 1000;

/** One page of the events that match, of many streams, in the order of time. */
export function searchEvents(database: DatabaseSync, query: SearchQuery): SearchPage {
  const from = Math.max(query.startTime, query.after?.[0] ?? 0);
  const found: FilteredLogEvent[] = [];
  const last: { place: EventPlace | undefined } = { place: query.after };
  let pending: Candidate[] = [];
  let searched = 0;

  /** Takes what can have no earlier event after it any more. False when the page is full. */
  function take(until: number): boolean {
    pending.sort((a, b) => compare(a.place, b.place));
    let taken = 0;
    for (const candidate of pending) {
      if (candidate.place[0] >= until || found.length === query.limit) break;
      taken++;
      last.place = candidate.place;
      if (query.matches(candidate.message)) found.push(toEvent(candidate));
    }
    pending = pending.slice(taken);
    return found.length < query.limit;
  }

  for (const row of rows(database, query, from)) {
    if (!take(readNumber(row, 'first_event'))) return { events: found, next: last.place };
    if (searched > searchBudget && pending.length === 0) return { events: found, next: last.place };
    const json = readText(row, 'json');
    searched += json.length;
    pending.push(...candidates(row, json, query));
  }
  const complete = take(Infinity) || pending.length === 0;
  return { events: found, next: complete ? undefined : last.place };
}

function rows(database: DatabaseSync, query: SearchQuery, from: number): Iterable<Row> {
  const names = query.streams === undefined ? '' : `AND s.name IN (${query.streams.map(() => '?').join(', ')})`;
  const prefix = query.prefix ?? '';
  return database
    .prepare(
      `SELECT c.*, s.name FROM log_chunk c INDEXED BY log_chunk_time JOIN log_stream s ON s.id = c.stream_id
       WHERE s.group_id = ? AND substr(s.name, 1, length(?)) = ? ${names}
         AND c.first_event >= ? AND c.first_event < ? AND c.last_event >= ?
       ORDER BY c.first_event, c.stream_id, c.position`,
    )
    .iterate(query.groupId, prefix, prefix, ...(query.streams ?? []), from - rowSpan, query.endTime, from);
}

function candidates(row: Row, json: string, { after, startTime, endTime }: SearchQuery): Candidate[] {
  const stream = {
    id: readNumber(row, 'stream_id'),
    name: readText(row, 'name'),
    position: readNumber(row, 'position'),
  };
  return storedEvents.parse(JSON.parse(`[${json}]`)).flatMap(({ timestamp, message, ingestionTime }, index) => {
    const place: EventPlace = [timestamp, stream.id, stream.position + index];
    const wanted = timestamp >= startTime && timestamp < endTime && (after === undefined || compare(place, after) > 0);
    return wanted ? [{ place, stream: stream.name, message, ingestionTime }] : [];
  });
}

function toEvent({
  place: [timestamp, streamId, position],
  stream,
  message,
  ingestionTime,
}: Candidate): FilteredLogEvent {
  const eventId = `${streamId}${String(position).padStart(20, '0')}`.padStart(56, '3');
  return { logStreamName: stream, timestamp, message, ingestionTime, eventId };
}

function compare(a: EventPlace, b: EventPlace): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
