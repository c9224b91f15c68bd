import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

/**
 * Gives `write` a temporary path beside `file`, and renames it to `file` once it is done: nobody ever sees half a file. The folder is
 * made when missing; the temporary file is removed when `write` fails.
 */
export async function atomically(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  const temporary = path.join(path.dirname(file), `.${randomBytes(8).toString('hex')}.part`);
  try {
    await write(temporary);
    await fs.rename(temporary, file);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
}
