import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Dirent, Stats } from 'node:fs';
import type { FileEntry, FileInfo, EntryKind, Files } from '../../core/ports/files.ts';

/** The machine's file system through node:fs. */
export function createFiles(): Files {
  return {
    info: async (file) => infoOf(await orNothing(fs.stat(file))),
    realPath: (file) => orNothing(fs.realpath(file)),
    list: async (folder) => {
      const entries = await fs.readdir(folder, { withFileTypes: true });
      return entries
        .map((entry): FileEntry => ({ name: entry.name, kind: kindOf(entry) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    readText: async (file) => textOf(await fs.readFile(file)),
    digest: async (file) => {
      const hash = createHash('sha256');
      await pipeline(createReadStream(file), hash);
      return hash.digest('hex');
    },
    textDigest: (text) => createHash('sha256').update(text).digest('hex'),
    freeSpace: async (file) => {
      const { bavail, bsize } = await fs.statfs(await nearestExisting(file));
      return bavail * bsize;
    },
  };
}

/** UTF-16 where a mark says so, as PowerShell writes it; else UTF-8. */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.toString('utf8');
}

/** Undefined for what is not there, or cannot be reached because a part of the path is a file or a link to itself. */
async function orNothing<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}

function infoOf(stats: Stats | undefined): FileInfo | undefined {
  if (stats === undefined) return undefined;
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
  return { kind, size: stats.size, modified: stats.mtimeMs };
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}

async function nearestExisting(file: string): Promise<string> {
  for (let folder = path.resolve(file); ; folder = path.dirname(folder)) {
    if ((await orNothing(fs.stat(folder))) !== undefined || folder === path.dirname(folder)) return folder;
  }
}
