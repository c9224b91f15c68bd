import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './database.ts';
import type { LogBatch } from './logBatch.ts';
import { readNumber, readOptionalNumber, readText, type Row } from './rows.ts';

export interface LogGroup {
  readonly id: number;
  readonly name: string;
  /** Milliseconds since 1970, as every time here. */
  readonly created: number;
  /** Days that its events are kept; for ever when absent. */
  readonly retention: number | undefined;
}

export interface LogStream {
  readonly id: number;
  readonly name: string;
  readonly created: number;
  /** How many events it holds. */
  readonly events: number;
  readonly firstEvent: number | undefined;
  readonly lastEvent: number | undefined;
  readonly lastIngestion: number | undefined;
}

export interface GroupQuery {
  readonly prefix: string;
  readonly contains: string;
  /** Only groups of these names. */
  readonly names?: readonly string[] | undefined;
  /** The name of the last group of the page before. */
  readonly after: string;
  readonly limit: number;
}

export interface StreamQuery {
  readonly prefix: string;
  readonly orderBy: 'LogStreamName' | 'LastEventTime';
  readonly descending: boolean;
  readonly limit: number;
  /** The order's value and the name of the last stream of the page before. */
  readonly after?: readonly [value: string | number, name: string] | undefined;
}

/** Log groups and streams, and what is written to them. Reading events: logPages.ts, logSearch.ts. */
export class LogStore {
  readonly #database: DatabaseSync;
  readonly #insertChunk;
  readonly #count;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insertChunk = database.prepare(
      `INSERT INTO log_chunk (stream_id, position, events, bytes, first_event, last_event, json)
       SELECT id, events, ?, ?, ?, ?, ? FROM log_stream WHERE id = ?`,
    );
    this.#count = database.prepare(
      `UPDATE log_stream SET events = events + ?1, bytes = bytes + ?2, first_event = min(coalesce(first_event, ?3), ?3),
         last_event = max(coalesce(last_event, ?4), ?4), last_ingestion = ?5 WHERE id = ?6`,
    );
  }

  /** False when the group is there already. */
  createGroup(name: string, now: number): boolean {
    const sql = 'INSERT INTO log_group (name, created) VALUES (?, ?) ON CONFLICT DO NOTHING';
    return this.#database.prepare(sql).run(name, now).changes === 1;
  }

  findGroup(name: string): LogGroup | undefined {
    const row = this.#database.prepare('SELECT * FROM log_group WHERE name = ?').get(name);
    return row === undefined ? undefined : toGroup(row);
  }

  /** In name order. */
  groups(options: GroupQuery): LogGroup[] {
    const names = options.names === undefined ? '' : `AND name IN (${options.names.map(() => '?').join(', ')})`;
    return this.#database
      .prepare(
        `SELECT * FROM log_group WHERE name > ?1 AND substr(name, 1, length(?2)) = ?2 AND instr(lower(name), lower(?3)) > 0
         ${names} ORDER BY name LIMIT ?4`,
      )
      .all(options.after, options.prefix, options.contains, options.limit, ...(options.names ?? []))
      .map(toGroup);
  }

  /** With its streams. */
  deleteGroup(group: LogGroup): void {
    transaction(this.#database, () => {
      const streams = this.#database.prepare('SELECT id FROM log_stream WHERE group_id = ?').all(group.id);
      for (const row of streams) this.#deleteStream(readNumber(row, 'id'));
      this.#database.prepare('DELETE FROM log_group WHERE id = ?').run(group.id);
    });
  }

  /** Undefined keeps events for ever. What has expired by that goes with `expireEvents`. */
  setRetention(group: LogGroup, days: number | undefined): void {
    this.#database.prepare('UPDATE log_group SET retention = ? WHERE id = ?').run(days ?? null, group.id);
  }

  /** False when the stream is there already. */
  createStream(group: LogGroup, name: string, now: number): boolean {
    const sql = 'INSERT INTO log_stream (group_id, name, created) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
    return this.#database.prepare(sql).run(group.id, name, now).changes === 1;
  }

  findStream(group: LogGroup, name: string): LogStream | undefined {
    const row = this.#database.prepare('SELECT * FROM log_stream WHERE group_id = ? AND name = ?').get(group.id, name);
    return row === undefined ? undefined : toStream(row);
  }

  /** With its events. A job that still writes to it writes no more. */
  deleteStream(stream: LogStream): void {
    transaction(this.#database, () => {
      this.#deleteStream(stream.id);
    });
  }

  streams(group: LogGroup, query: StreamQuery): LogStream[] {
    const direction = query.descending ? 'DESC' : 'ASC';
    const value = query.orderBy === 'LogStreamName' ? 'name' : 'coalesce(last_event, 0)';
    // A range of names, so that the index finds one job's streams among those of thousands.
    const conditions = ['group_id = ?', 'name >= ?', 'name < ?'];
    const values: (string | number)[] = [group.id, query.prefix, `${query.prefix}\u{10FFFF}`];
    if (query.after !== undefined) {
      conditions.push(`(${value}, name) ${query.descending ? '<' : '>'} (?, ?)`);
      values.push(...query.after);
    }
    return this.#database
      .prepare(
        `SELECT * FROM log_stream WHERE ${conditions.join(' AND ')} ORDER BY ${value} ${direction}, name ${direction} LIMIT ?`,
      )
      .all(...values, query.limit)
      .map(toStream);
  }

  /** Writes events at a stream's end. The caller's transaction keeps it whole. */
  append(streamId: number, batch: LogBatch): void {
    const { events, bytes, firstEvent, lastEvent, ingestion } = batch;
    this.#insertChunk.run(events, bytes, firstEvent, lastEvent, batch.json, streamId);
    this.#count.run(events, bytes, firstEvent, lastEvent, ingestion, streamId);
  }

  #deleteStream(id: number): void {
    for (const table of ['log_chunk', 'log_source']) {
      this.#database.prepare(`DELETE FROM ${table} WHERE stream_id = ?`).run(id);
    }
    this.#database.prepare('DELETE FROM log_stream WHERE id = ?').run(id);
  }
}

function toGroup(row: Row): LogGroup {
  return {
    id: readNumber(row, 'id'),
    name: readText(row, 'name'),
    created: readNumber(row, 'created'),
    retention: readOptionalNumber(row, 'retention'),
  };
}

function toStream(row: Row): LogStream {
  return {
    id: readNumber(row, 'id'),
    name: readText(row, 'name'),
    created: readNumber(row, 'created'),
    events: readNumber(row, 'events'),
    firstEvent: readOptionalNumber(row, 'first_event'),
    lastEvent: readOptionalNumber(row, 'last_event'),
    lastIngestion: readOptionalNumber(row, 'last_ingestion'),
  };
}
