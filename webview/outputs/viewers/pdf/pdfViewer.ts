import type { OpenViewer } from '../../context.ts';
import { h, oncePerFrame } from '../../dom.ts';
import { copyButton, pngOf } from '../copyPicture.ts';
import { Zoom } from '../zoom.ts';
import { pageSize } from './drawPage.ts';
import { PdfPage } from './pdfPage.ts';

/** A plot of a PDF, or the pages of a document, one below the other; drawn as they come into view. */
export const openPdf: OpenViewer = async ({ context, file, page: only, signal }) => {
  const { t } = context;
  const failed = t('imageFailed', file.path);
  const documents = await context.pdfs();
  const { pdf, release } = await documents.open(file).catch((cause: unknown) => {
    throw new Error(failed, { cause });
  });
  if (signal.aborted) release();
  signal.throwIfAborted();
  const numbers = only === undefined ? Array.from({ length: pdf.numPages }, (_, at) => at + 1) : [only];
  const size = await pageSize(pdf, Math.min(numbers[0] ?? 1, pdf.numPages));
  const scroller = h('div', { class: 'pictures', 'aria-label': file.path });
  const pages = numbers.map(
    (number) => new PdfPage({ pdf, number, size, label: `${number} / ${pdf.numPages}`, failed, scroller }),
  );
  scroller.append(...pages.map((page) => page.element));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        pages.find((page) => page.element === target)?.setVisible(isIntersecting);
      }
    },
    { root: scroller, rootMargin: '50%' },
  );
  for (const page of pages) observer.observe(page.element);
  const onScroll = oncePerFrame(() => {
    for (const page of pages) page.onScroll();
  });
  scroller.addEventListener('scroll', onScroll);
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
      for (const page of pages) page.setVisible(false);
      observer.disconnect();
      release();
    },
  };
};
