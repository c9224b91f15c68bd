import type { DatabaseSync } from 'node:sqlite';
import { readNumber, readText } from './rows.ts';

/** A log file that is being taken into a stream. */
export interface LogSource {
  readonly streamId: number;
  /** Relative to the state folder. */
  readonly file: string;
}

/** How far each log file has been taken in. */
export class LogSources {
  readonly #database: DatabaseSync;
  readonly #offset;
  readonly #advance;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#offset = database.prepare('SELECT offset FROM log_source WHERE stream_id = ?');
    this.#advance = database.prepare('UPDATE log_source SET offset = ? WHERE stream_id = ?');
  }

  add({ streamId, file }: LogSource): void {
    const sql =
      'INSERT INTO log_source (stream_id, file, offset) VALUES (?, ?, 0) ON CONFLICT DO UPDATE SET offset = 0';
    this.#database.prepare(sql).run(streamId, file);
  }

  /** Those whose file is in a folder. */
  in(folder: string): LogSource[] {
    return this.#database
      .prepare('SELECT stream_id, file FROM log_source WHERE substr(file, 1, length(?1)) = ?1 ORDER BY file')
      .all(`${folder}/`)
      .map((row) => ({ streamId: readNumber(row, 'stream_id'), file: readText(row, 'file') }));
  }

  /** Bytes taken in so far; undefined when the stream was deleted. */
  offset(streamId: number): number | undefined {
    const row = this.#offset.get(streamId);
    return row && readNumber(row, 'offset');
  }

  advance(streamId: number, offset: number): void {
    this.#advance.run(offset, streamId);
  }

  remove(streamId: number): void {
    this.#database.prepare('DELETE FROM log_source WHERE stream_id = ?').run(streamId);
  }
}
