import { setInterval } from 'node:timers';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { readNumber } from './rows.ts';

/** Milliseconds between looks whether something was written. */
const interval = 1_000;

/** Kept as text, so that it needs no file of its own beside the bundled program. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(workerData);
  parentPort.on('message', () => {
    try {
      database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // A full disk, or the database is busy: the next time will do.
    }
  });
`;

/**
 * Moves what was written from the write-ahead log into the database in a thread of its own: that waits for the disk, which the
 * server's event loop must not. Returns what ends it.
 */
export function startCheckpoints(database: DatabaseSync, file: string): () => Promise<void> {
  const changes = database.prepare('SELECT total_changes() AS changes');
  let worker: Worker | undefined;
  let seen = 0;
  const timer = setInterval(() => {
    const now = readNumber(changes.get() ?? {}, 'changes');
    if (now === seen) return;
    seen = now;
    worker ??= startWorker(file, () => {
      worker = undefined;
    });
    worker.postMessage('checkpoint');
  }, interval);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await worker?.terminate();
  };
}

/** A thread that fails (it cannot open the database, say) must not take the server with it: the next look starts another. */
function startWorker(file: string, onFailure: () => void): Worker {
  const worker = new Worker(program, { eval: true, workerData: file });
  worker.unref();
  worker.once('error', onFailure);
  return worker;
}
