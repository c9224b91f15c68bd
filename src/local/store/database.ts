import { DatabaseSync } from 'node:sqlite';
import { migrations } from './schema.ts';

/** Milliseconds that a statement waits for another process's write before it fails. */
const busyTimeout = 5_000;

/**
 * Pages (of 4 KB) of the write-ahead log at which a commit moves them into the database itself, waiting for the disk. Rarely
 * reached: see checkpoints.ts.
 */
const checkpointPages = 32_768;

/**
 * Opens (and makes or migrates) the database of Local SageMaker. WAL with `synchronous=NORMAL`: what is committed survives
 * the death of the process; a power cut can take the last moments but never the file's consistency.
 */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec('PRAGMA foreign_keys = ON');
  database.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
  migrate(database);
  return database;
}

/** Runs `work` in one transaction: all of it is stored, or none. Within another it is a part of that one. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  if (isWithin(database)) return work();
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk may have rolled it back already.
    if (isWithin(database)) database.exec('ROLLBACK');
    throw error;
  }
}

function isWithin(database: DatabaseSync): boolean {
  return database.isTransaction;
}

function migrate(database: DatabaseSync): void {
  const current = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (current > migrations.length) {
    database.close();
    throw new Error(
      `The state folder was written by a newer version of SageMaker Runner (schema ${current}, this one knows ${migrations.length}). ` +
        'Update the extension, or choose another folder with --root.',
    );
  }
  for (const [index, statements] of migrations.entries()) {
    if (index < current) continue;
    transaction(database, () => {
      database.exec(statements);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}
