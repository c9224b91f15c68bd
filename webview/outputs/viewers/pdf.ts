import dingbats from 'pdfjs-dist/standard_fonts/FoxitDingbats.pfb';
import symbols from 'pdfjs-dist/standard_fonts/FoxitSymbol.pfb';
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { OpenViewer } from '../context.ts';
import { h } from '../dom.ts';
import { PdfPage } from './pdfPage.ts';
import { copyButton, pngOf } from './copyPicture.ts';
import { Zoom } from './zoom.ts';

/** The two standard fonts that no system has a good substitute for: R draws symbols and Greek letters with them. */
const fonts: Readonly<Record<string, string>> = { 'FoxitDingbats.pfb': dingbats, 'FoxitSymbol.pfb': symbols };

class StandardFonts {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const font = fonts[filename];
    if (font === undefined) throw new Error(`${filename} is not part of the extension`);
    return new Uint8Array(await (await fetch(new URL(font, import.meta.url))).arrayBuffer());
  }
}

let worker: Promise<Worker> | undefined;

/** A webview's own origin cannot start a script of another one as a worker: the script comes in through a blob. */
function pdfWorker(): Promise<Worker> {
  worker ??= fetch(new URL('pdfWorker.js', import.meta.url))
    .then((response) => response.blob())
    .then((blob) => new Worker(URL.createObjectURL(new Blob([blob], { type: 'text/javascript' })), { type: 'module' }))
    .catch((error: unknown) => {
      // The next try begins anew.
      worker = undefined;
      throw error;
    });
  return worker;
}

async function openDocument(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  GlobalWorkerOptions.workerPort = await pdfWorker();
  return getDocument({
    data: Uint8Array.from(bytes),
    isEvalSupported: false,
    useSystemFonts: true,
    useWorkerFetch: false,
    useWasm: false,
    BinaryDataFactory: StandardFonts,
    verbosity: 0,
  }).promise;
}

/** The pages of a PDF, one below the other, drawn as they come into view. */
export const openPdf: OpenViewer = async ({ context, file, signal }) => {
  const { host, t } = context;
  const { bytes } = await host.request('bytes', { uri: file.uri }, signal);
  const pdf = await openDocument(bytes).catch((cause: unknown) => {
    throw new Error(t('imageFailed', file.path), { cause });
  });
  const first = await pdf.getPage(1);
  const size = first.getViewport({ scale: 4 / 3 });
  const pages = Array.from(
    { length: pdf.numPages },
    (_, at) => new PdfPage(pdf, at + 1, size.width, size.height, t('imageFailed', file.path)),
  );
  const scroller = h('div', { class: 'pictures', 'aria-label': file.path }, ...pages.map((page) => page.element));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        pages.find((page) => page.element === target)?.setVisible(isIntersecting);
      }
    },
    { root: scroller, rootMargin: '50%' },
  );
  for (const page of pages) observer.observe(page.element);
  const zoom = new Zoom({
    context,
    scroller,
    fitting: () => Math.min((scroller.clientWidth - 40) / size.width, (scroller.clientHeight - 24) / size.height),
    apply: (factor) => {
      for (const page of pages) page.scale(factor);
    },
  });
  const current = () =>
    pages.find((page) => page.element.getBoundingClientRect().bottom > scroller.clientHeight / 2) ?? pages[0];
  const copy = copyButton(context, async () => {
    const canvas = await current()?.draw(2);
    if (!canvas) throw new Error('no page');
    return pngOf(canvas, canvas.width, canvas.height);
  });
  return {
    element: scroller,
    tools: [...zoom.tools, copy],
    dispose: () => {
      zoom.dispose();
      observer.disconnect();
      void pdf.destroy();
    },
  };
};
