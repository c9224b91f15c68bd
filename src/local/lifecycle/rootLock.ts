import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface RootLock {
  release(): void;
}

/**
 * Takes the state folder for this process; undefined when another holds it. SQLite's lock on a file of its own is the
 * operating system's: it goes with the process, however that ends, so no stale lock is ever left.
 */
export function lockRoot(root: string): RootLock | undefined {
  const database = new DatabaseSync(path.join(root, 'lock.db'));
  try {
    database.exec('PRAGMA busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && error.message.includes('locked')) return undefined;
    throw error;
  }
  return {
    release: () => {
      database.close();
    },
  };
}
