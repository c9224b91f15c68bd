import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** For files that a job may have replaced: opening a pipe does not wait for a writer, and a symbolic link is not followed. */
export const openFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** What `open` fails with where there is no file: nothing, a link, a socket. */
const noFile = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'];

/** Opens a file for reading; undefined when there is none, or a link, a pipe or the like in its place. */
export async function openRegular(file: string): Promise<FileHandle | undefined> {
  const handle = await open(file, openFlags).catch((error: unknown) => {
    if (isNoFile(error)) return undefined;
    throw error;
  });
  if (handle === undefined || (await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
}

/** The first bytes of an open file, which is closed then. */
export async function readStart(handle: FileHandle, limit: number): Promise<Buffer> {
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(limit), 0, limit, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

export function isNoFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && noFile.includes(String(error.code));
}
