import type { DatabaseSync } from 'node:sqlite';
import type { ImageTagMutability } from '@aws-sdk/client-ecr';
import * as z from 'zod';
import { readNumber, readText, type Row } from './rows.ts';

const exclusions = z.array(z.string());

/** A repository of Local's ECR; its images are elsewhere. */
export interface RepositoryRecord {
  readonly name: string;
  readonly created: Date;
  readonly tagMutability: ImageTagMutability;
  /** Patterns of tags to which it does not apply. */
  readonly tagMutabilityExclusions: readonly string[];
  readonly scanOnPush: boolean;
}

/** The repositories of one state folder. */
export class RepositoryStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** False when there is a repository of this name already. */
  create({ name, created, tagMutability, tagMutabilityExclusions, scanOnPush }: RepositoryRecord): boolean {
    return (
      this.#database
        .prepare(
          `INSERT INTO repository (name, created, tag_mutability, tag_mutability_exclusions, scan_on_push)
           VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        )
        .run(name, created.getTime(), tagMutability, JSON.stringify(tagMutabilityExclusions), scanOnPush ? 1 : 0)
        .changes === 1
    );
  }

  find(name: string): RepositoryRecord | undefined {
    const row = this.#database.prepare('SELECT * FROM repository WHERE name = ?').get(name);
    return row && toRepository(row);
  }

  /** In name order. */
  list(): RepositoryRecord[] {
    return this.#database.prepare('SELECT * FROM repository ORDER BY name').all().map(toRepository);
  }

  change({ name, tagMutability, tagMutabilityExclusions, scanOnPush }: Omit<RepositoryRecord, 'created'>): void {
    this.#database
      .prepare(
        'UPDATE repository SET tag_mutability = ?, tag_mutability_exclusions = ?, scan_on_push = ? WHERE name = ?',
      )
      .run(tagMutability, JSON.stringify(tagMutabilityExclusions), scanOnPush ? 1 : 0, name);
  }

  delete(name: string): void {
    this.#database.prepare('DELETE FROM repository WHERE name = ?').run(name);
  }
}

function toRepository(row: Row): RepositoryRecord {
  return {
    name: readText(row, 'name'),
    created: new Date(readNumber(row, 'created')),
    // Asserted: only `create` and `change` write it.
    tagMutability: readText(row, 'tag_mutability') as ImageTagMutability,
    tagMutabilityExclusions: exclusions.parse(JSON.parse(readText(row, 'tag_mutability_exclusions'))),
    scanOnPush: readNumber(row, 'scan_on_push') === 1,
  };
}
