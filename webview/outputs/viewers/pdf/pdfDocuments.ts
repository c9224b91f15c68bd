import dingbats from 'pdfjs-dist/standard_fonts/FoxitDingbats.pfb';
import symbols from 'pdfjs-dist/standard_fonts/FoxitSymbol.pfb';
import {
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as z from 'zod/mini';
import { isBasePlots } from '../../../../src/core/outputs/fileKind.ts';
import type { OutputFile } from '../../../../src/protocol/outputs.ts';
import type { Host } from '../../host.ts';

/** Documents that stay open when nobody looks at them any more. */
const keptOpen = 4;

/** The two standard fonts that no system has a good substitute for: R draws symbols and Greek letters with them. */
const fonts: Readonly<Record<string, string>> = { 'FoxitDingbats.pfb': dingbats, 'FoxitSymbol.pfb': symbols };

class StandardFonts {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const font = fonts[filename];
    if (font === undefined) throw new Error(`${filename} is not part of the extension`);
    return new Uint8Array(await (await fetch(new URL(font, import.meta.url))).arrayBuffer());
  }
}

/** Who made it: R's devices, those of Cairo that R has as well, and Matplotlib's PdfPages write a plot a page. */
const information = z.object({ Producer: z.optional(z.string()), Title: z.optional(z.string()) });
const drawsPlots = /^(?:R \d|cairo |matplotlib)/iu;

export interface PdfFile {
  readonly pdf: PDFDocumentProxy;
  /** Each page is a plot of its own. */
  readonly hasPlots: boolean;
  /** To be called once by whoever opened it. */
  readonly release: () => void;
}

interface StartedWorker {
  readonly port: Worker;
  /** Rejects when it breaks: it would never answer. */
  readonly failure: Promise<never>;
}

interface Opened {
  readonly loading: Promise<{ readonly task: PDFDocumentLoadingTask; readonly file: Omit<PdfFile, 'release'> }>;
  users: number;
}

/** The PDFs of a panel, each open once for the viewer and the gallery. */
export class PdfDocuments {
  readonly #host: Host;
  readonly #opened = new Map<string, Opened>();
  #worker: Promise<StartedWorker> | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Opens a PDF; rejects for what is none. */
  async open(file: OutputFile): Promise<PdfFile> {
    const key = `${file.uri} ${file.modified} ${file.size}`;
    const opened = this.#opened.get(key) ?? { loading: this.#load(file), users: 0 };
    opened.users++;
    // Last in the order: what was used least recently goes first.
    this.#opened.delete(key);
    this.#opened.set(key, opened);
    try {
      const loaded = await opened.loading;
      return {
        ...loaded.file,
        release: () => {
          opened.users--;
          this.#tidy();
        },
      };
    } catch (error) {
      this.#opened.delete(key);
      throw error;
    }
  }

  #tidy(): void {
    const idle = [...this.#opened].filter(([, { users }]) => users === 0);
    for (const [key, { loading }] of idle.slice(0, Math.max(0, idle.length - keptOpen))) {
      this.#opened.delete(key);
      void loading.then(({ task }) => task.destroy());
    }
  }

  async #load(file: OutputFile): Opened['loading'] {
    const [{ bytes }, worker] = await Promise.all([
      this.#host.request('bytes', { uri: file.uri }),
      (this.#worker ??= this.#startWorker()),
    ]);
    GlobalWorkerOptions.workerPort = worker.port;
    const task = getDocument({
      data: Uint8Array.from(bytes),
      isEvalSupported: false,
      useSystemFonts: true,
      useWorkerFetch: false,
      useWasm: false,
      BinaryDataFactory: StandardFonts,
      verbosity: 0,
    });
    const pdf = await Promise.race([task.promise, worker.failure]);
    const { Producer = '', Title = '' } = z.safeParse(information, (await pdf.getMetadata()).info).data ?? {};
    const isDrawn = drawsPlots.test(Producer) || Title === 'R Graphics Output';
    return { task, file: { pdf, hasPlots: isBasePlots(file.path) || (isDrawn && pdf.numPages > 1) } };
  }

  /** A webview's own origin cannot start a script of another one as a worker: the script comes in through a blob. */
  #startWorker(): Promise<StartedWorker> {
    return fetch(new URL('pdfWorker.js', import.meta.url))
      .then((response) => response.blob())
      .then((blob) => {
        const script = URL.createObjectURL(new Blob([blob], { type: 'text/javascript' }));
        const port = new Worker(script, { type: 'module' });
        const failure = new Promise<never>((_, reject) => {
          port.addEventListener('error', () => {
            reject(new Error('the worker of PDFs does not start'));
          });
        });
        failure.catch(() => undefined);
        return { port, failure };
      })
      .catch((error: unknown) => {
        // The next try begins anew.
        this.#worker = undefined;
        throw error;
      });
  }
}
