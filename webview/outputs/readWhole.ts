import type { ViewerOptions } from './context.ts';

/** The text of a file up to `limit` bytes; `complete` tells whether that was all of it. */
export async function readWhole(options: ViewerOptions, limit: number): Promise<{ text: string; complete: boolean }> {
  const { context, file, signal } = options;
  const { text, next, size } = await context.host.request('text', { uri: file.uri, start: 0, length: limit }, signal);
  return { text, complete: next >= size };
}
