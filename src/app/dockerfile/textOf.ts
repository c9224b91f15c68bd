import type { Files } from '../../core/ports/files.ts';

/** The text of a file; undefined where there is none. */
export async function textOf(files: Files, file: string): Promise<string | undefined> {
  return (await files.info(file))?.kind === 'file' ? files.readText(file) : undefined;
}
