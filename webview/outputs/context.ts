import type { JobOutputs, OutputFile } from '../../src/protocol/outputs.ts';
import type { OutputsPage } from '../../src/protocol/outputsPage.ts';
import type { StringKey } from '../../src/protocol/strings.ts';
import type { Host } from './host.ts';
import type { PdfDocuments } from './viewers/pdf/pdfDocuments.ts';

/** A text of the page, with its places filled in. */
export type Translate = (key: StringKey, ...values: readonly (string | number)[]) => string;

/** What every part of the page needs. */
export interface Context {
  readonly host: Host;
  readonly page: OutputsPage;
  readonly t: Translate;
  /** The library that reads PDFs is loaded with the first of them. */
  readonly pdfs: () => Promise<PdfDocuments>;
  /** A number as the user's language writes it. */
  readonly formatNumber: (value: number) => string;
}

export function makeContext(host: Host, page: OutputsPage): Context {
  let pdfs: Promise<PdfDocuments> | undefined;
  const numbers = new Intl.NumberFormat(page.locale);
  return {
    host,
    page,
    t: (key, ...values) => page.strings[key].replace(/\{(\d)\}/gu, (_, at: string) => String(values[Number(at)] ?? '')),
    pdfs: () => (pdfs ??= import('./viewers/pdf/pdfDocuments.ts').then(({ PdfDocuments: Pdfs }) => new Pdfs(host))),
    formatNumber: (value) => numbers.format(value),
  };
}

/** A file on the screen. */
export interface Viewer {
  readonly element: HTMLElement;
  /** Controls for the bar above. */
  readonly tools?: readonly HTMLElement[];
  dispose?(): void;
}

export interface ViewerOptions {
  readonly context: Context;
  readonly file: OutputFile;
  /** The plot that is wanted of a file that holds several, from 1. */
  readonly page?: number | undefined;
  /** What lies beside the file. */
  readonly outputs: JobOutputs;
  /** Shows another output of the job instead. */
  readonly onOpen: (file: OutputFile) => void;
  /** Fires when the file is left before it is there. */
  readonly signal: AbortSignal;
}

/** Makes the viewer of a file; rejects with what is to be shown instead. */
export type OpenViewer = (options: ViewerOptions) => Promise<Viewer>;
