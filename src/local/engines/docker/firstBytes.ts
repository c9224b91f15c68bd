import { closeSync, openSync, readSync } from 'node:fs';

/** The first bytes of a file, as text. */
export function firstBytes(path: string, size: number): string {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(size);
    return start.toString('utf8', 0, readSync(file, start, 0, size, 0));
  } finally {
    closeSync(file);
  }
}
