import type { Files } from '../../core/ports/files.ts';

/** The machine's file system through node:fs. */
export function createFiles(): Files {
  throw new Error('not built yet');
}
