import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { transaction } from '../../store/database.ts';
import { LogBatch, pageEvents } from '../../store/logBatch.ts';
import type { LogSources } from '../../store/logSources.ts';
import type { LogStore } from '../../store/logs.ts';
import { splitLines } from './logLines.ts';
import { openFlags } from '../../files/regularFile.ts';

/** Bytes looked at in one turn of the event loop; of short lines fewer are taken, so that no turn is long. */
const sliceSize = 512 * 1024;
/** Milliseconds between looks at a file that has not grown. */
const interval = 30;
/** Bytes of a file's start by which it is known again. */
const headSize = 64;

/** Takes a growing log file into its stream. Where it stopped is kept with the events: nothing is lost or repeated by a crash. */
export class LogIngest {
  readonly #database: DatabaseSync;
  readonly #logs: LogStore;
  readonly #sources: LogSources;
  readonly #streamId: number;
  readonly #slice = Buffer.allocUnsafeSlow(sliceSize + 1);
  /** The start of the file, as it was when it was first taken in; empty when another process took it in. */
  #head = Buffer.alloc(0);

  constructor(database: DatabaseSync, logs: LogStore, sources: LogSources, streamId: number) {
    this.#database = database;
    this.#logs = logs;
    this.#sources = sources;
    this.#streamId = streamId;
  }

  /** Follows the file until `ended` fires, and then takes in the rest. A job without a sandbox may have put a pipe in its place. */
  async follow(file: string, ended: AbortSignal): Promise<void> {
    const descriptor = openSync(file, openFlags);
    try {
      if (!fstatSync(descriptor).isFile()) return;
      let settled = false;
      while (!ended.aborted) {
        const used = this.#take(descriptor, { ended: false, settled });
        settled = used === 0;
        if (used > 0) await setImmediate();
        else await sleep(interval, undefined, { signal: ended }).catch(() => undefined);
      }
      while (this.#take(descriptor, { ended: false, settled: true }) > 0) await setImmediate();
      this.#take(descriptor, { ended: true, settled: true });
    } finally {
      closeSync(descriptor);
    }
  }

  /** Returns how many bytes were used up; none any more once somebody has deleted the stream. */
  #take(descriptor: number, options: { ended: boolean; settled: boolean }): number {
    const known = this.#sources.offset(this.#streamId);
    if (known === undefined) return 0;
    const offset = this.#begunAnew(descriptor, known) ? 0 : known;
    // The byte before tells whether a carriage return was taken for the end of a line already.
    const before = offset > 0 ? 1 : 0;
    const read = readSync(descriptor, this.#slice, 0, sliceSize + before, offset - before);
    if (read <= before) return 0;
    const skip = before === 1 && this.#slice[0] === 13 && this.#slice[1] === 10 ? 2 : before;
    const bytes = this.#slice.subarray(skip, read);
    let batch = new LogBatch(Date.now());
    const batches = [batch];
    const used = splitLines(bytes, { ...options, limit: pageEvents }, (message, length) => {
      if (!batch.fits(length)) batches.push((batch = new LogBatch(batch.ingestion)));
      batch.add(batch.ingestion, message, length);
    });
    const taken = skip - before + used;
    if (taken === 0) return 0;
    transaction(this.#database, () => {
      for (const each of batches) if (each.events > 0) this.#logs.append(this.#streamId, each);
      this.#sources.advance(this.#streamId, offset + taken);
    });
    if (offset === 0) this.#head = Buffer.from(bytes.subarray(0, Math.min(taken, headSize)));
    return taken;
  }

  /**
   * A job that opens /dev/stdout as a file, as R's `cat(file = "/dev/stdout")` and a shell's `> /dev/stdout` do, empties its own log by
   * it, since that is a file. What was taken in stays; what is there now is taken in from its start. The log was emptied when it is
   * shorter than what was taken in, or, if it has grown past that since, when it starts with something else. The bytes before the
   * offset would not do: a job that goes on writing at its own place, not at the end, changes those too, with nothing emptied.
   */
  #begunAnew(descriptor: number, offset: number): boolean {
    if (offset === 0) return false;
    const start = Buffer.alloc(this.#head.length);
    const isSame =
      fstatSync(descriptor).size >= offset && readSync(descriptor, start, 0, start.length, 0) === start.length;
    if (isSame && start.equals(this.#head)) return false;
    this.#sources.advance(this.#streamId, 0);
    this.#head = Buffer.alloc(0);
    return true;
  }
}
