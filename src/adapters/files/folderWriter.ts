import fs from 'node:fs/promises';
import type { FolderWriter } from '../../core/ports/folderWriter.ts';

/** Folders through node:fs. */
export function createFolderWriter(): FolderWriter {
  return {
    make: async (folder) => {
      await fs.mkdir(folder, { recursive: true });
    },
    remove: (folder) => fs.rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
