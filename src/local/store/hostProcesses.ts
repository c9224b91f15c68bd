import type { DatabaseSync } from 'node:sqlite';
import { readNumber, readText } from './rows.ts';

/** The first process of a host of a job. */
export interface HostProcess {
  /** Its process id, and the id of its process group. */
  readonly pid: number;
  /** Tells it from a later process with the same id. */
  readonly birth: string;
  /** The host's /opt/ml on this machine. */
  readonly ml: string;
}

/** Which processes run for jobs: what an earlier Local SageMaker left is found by it. */
export class HostProcessStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  add({ pid, birth, ml }: HostProcess): void {
    this.#database.prepare('INSERT OR REPLACE INTO host_process (pid, birth, ml) VALUES (?, ?, ?)').run(pid, birth, ml);
  }

  remove(pid: number): void {
    this.#database.prepare('DELETE FROM host_process WHERE pid = ?').run(pid);
  }

  list(): HostProcess[] {
    return this.#database
      .prepare('SELECT pid, birth, ml FROM host_process')
      .all()
      .map((row) => ({ pid: readNumber(row, 'pid'), birth: readText(row, 'birth'), ml: readText(row, 'ml') }));
  }
}
