export type EntryKind = 'file' | 'folder' | 'link' | 'other';

export interface FileEntry {
  /** One segment, as the file system spells it. */
  readonly name: string;
  /** Of the entry itself: a symbolic link is a `link`, whatever it points to. */
  readonly kind: EntryKind;
}

export interface FileInfo {
  /** Links followed. */
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes. */
  readonly size: number;
  /** When its content changed last, in milliseconds since 1970. */
  readonly modified: number;
}

/** The file system of the machine the extension runs on. Paths are absolute. */
export interface Files {
  /** What stands at the path, links followed; undefined when there is nothing. */
  info(path: string): Promise<FileInfo | undefined>;
  /** The path with every link resolved; undefined when there is nothing. */
  realPath(path: string): Promise<string | undefined>;
  /** Entries of a folder, in name order. */
  list(folder: string): Promise<FileEntry[]>;
  /** UTF-8, or UTF-16 where the file's first bytes say so. */
  readText(path: string): Promise<string>;
  /** SHA-256 of a file's content, in hexadecimal digits. */
  digest(path: string): Promise<string>;
  /** SHA-256 of a text, in hexadecimal digits. */
  textDigest(text: string): string;
  /** Bytes free for this user on the path's file system; of the nearest folder above when the path is not there yet. */
  freeSpace(path: string): Promise<number>;
}
