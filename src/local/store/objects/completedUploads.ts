import type { DatabaseSync } from 'node:sqlite';
import { readText } from '../rows.ts';
import * as z from 'zod';
import { checksumSchema, propertiesSchema } from './record.ts';

const schema = z.object({
  etag: z.string(),
  checksum: checksumSchema.optional(),
  /** Of the object's, as the upload was created with. */
  properties: propertiesSchema,
  version: z.string(),
});
/** What a multipart upload became. */
export type CompletedUpload = z.infer<typeof schema>;

/** How long a completion can be repeated, in milliseconds: a client that never got the answer asks again soon. */
const REMEMBERED = 7 * 24 * 60 * 60 * 1000;

/** Remembers multipart uploads that were completed, so that an answer that got lost can be given again. */
export class CompletedUploads {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  find(bucket: string, key: string, id: string): CompletedUpload | undefined {
    const row = this.#database
      .prepare('SELECT answer FROM completed_upload WHERE id = ? AND bucket = ? AND key = ?')
      .get(id, bucket, key);
    return row === undefined ? undefined : schema.parse(JSON.parse(readText(row, 'answer')));
  }

  /** Part of the transaction that stores the object. Forgets those of long ago. */
  add({ id, bucket, key }: { id: string; bucket: string; key: string }, answer: CompletedUpload, now: Date): void {
    const time = now.getTime();
    this.#database.prepare('DELETE FROM completed_upload WHERE completed < ?').run(time - REMEMBERED);
    this.#database
      .prepare('INSERT INTO completed_upload (id, bucket, key, completed, answer) VALUES (?, ?, ?, ?, ?)')
      .run(id, bucket, key, time, JSON.stringify(answer));
  }
}
