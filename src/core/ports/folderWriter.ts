/** Makes and removes folders of the product's own. Paths are absolute. */
export interface FolderWriter {
  /** With the folders above it; nothing happens when it is there. */
  make(folder: string): Promise<void>;
  /** With all that is in it; nothing happens when it is not there. */
  remove(folder: string): Promise<void>;
}
