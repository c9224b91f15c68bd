import { isBasePlots } from '../../src/core/outputs/fileKind.ts';
import type { OutputFile } from '../../src/protocol/outputs.ts';
import type { Context } from './context.ts';

/** What can be looked at: a file, or a plot of a file that holds several. */
export interface Entry {
  readonly file: OutputFile;
  /** Of a file of plots, from 1. */
  readonly page?: number | undefined;
}

/** Names an entry in what the editor keeps over a reload. */
export function keyOf({ file, page }: Entry): string {
  return page === undefined ? file.uri : `${file.uri}#page=${page}`;
}

/** The entry of a key; undefined when its file is not there. */
export function entryOf(key: string | undefined, files: readonly OutputFile[]): Entry | undefined {
  if (key === undefined) return undefined;
  const whole = files.find(({ uri }) => uri === key);
  if (whole) return { file: whole };
  const [, uri, page] = /^(.*)#page=(\d+)$/su.exec(key) ?? [];
  const file = files.find((candidate) => candidate.uri === uri);
  return file && { file, page: Number(page) };
}

/** What a person calls it: R's own name for the plots of a script says nothing. */
export function titleOf({ t }: Context, { file, page }: Entry): string {
  if (page === undefined) return file.path;
  return isBasePlots(file.path) ? t('plot', page) : t('plotOf', file.path, page);
}
