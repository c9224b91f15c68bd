/** Where in the code something stands. */
export interface Place {
  /** Path of the file, below the folder that was read. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}
