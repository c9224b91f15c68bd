import type { FileKind } from '../../../src/protocol/outputs.ts';
import type { OpenViewer, Viewer, ViewerOptions } from '../context.ts';
import { openTableViewer } from '../table/tableViewer.ts';
import { openHtml } from './html/htmlViewer.ts';
import { openImage } from './image.ts';
import { openJson } from './json.ts';
import { openText } from './text.ts';
import { openUnknown } from './unknown.ts';

const viewers: Readonly<Record<FileKind, OpenViewer>> = {
  image: openImage,
  pdf: async (options) => (await import('./pdf/pdfViewer.ts')).openPdf(options),
  table: openTableViewer,
  json: openJson,
  markdown: async (options) => (await import('./markdown.ts')).openMarkdown(options),
  html: openHtml,
  text: openText,
  file: openUnknown,
};

/** The viewer for a file: by its name, and by its content when the name tells nothing. */
export async function openViewer(options: ViewerOptions): Promise<Viewer> {
  const { file, context, signal } = options;
  if (file.kind !== 'file' || file.size === 0) return viewers[file.kind](options);
  const { kind } = await context.host.request('sniff', { uri: file.uri }, signal);
  return viewers[kind](options);
}
