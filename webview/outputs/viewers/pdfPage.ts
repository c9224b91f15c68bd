import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { debounced, h } from '../dom.ts';
import { messageBox } from '../messages.ts';

/** pdf.js counts in points; the screen in pixels. */
const pixelsPerPoint = 4 / 3;
const mostPixels = 40_000_000;

/** A page: as large as it will be, and drawn once it is seen, at the resolution of the zoom. */
export class PdfPage {
  readonly element = h('div', { class: 'paper', role: 'img' });
  readonly #pdf: PDFDocumentProxy;
  readonly #number: number;
  readonly #failed: string;
  #width: number;
  #height: number;
  #factor = 1;
  #visible = false;
  #drawn = 0;
  #task: RenderTask | undefined;
  readonly #redraw = debounced(120, () => void this.#show());

  /** `failed`: what stands in place of a page that cannot be drawn. */
  constructor(pdf: PDFDocumentProxy, number: number, width: number, height: number, failed: string) {
    this.#pdf = pdf;
    this.#failed = failed;
    this.#number = number;
    this.#width = width;
    this.#height = height;
    this.element.setAttribute('aria-label', `${number} / ${pdf.numPages}`);
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) void this.#show();
    else {
      // A drawn page is megabytes: the ones out of sight give theirs back.
      this.#task?.cancel();
      this.#drawn = 0;
      this.element.replaceChildren();
    }
  }

  scale(factor: number): void {
    this.#factor = factor;
    this.#layOut();
    if (this.#visible) this.#redraw();
  }

  /** The page at a scale of its own. */
  async draw(factor: number): Promise<HTMLCanvasElement> {
    const page = await this.#pdf.getPage(this.#number);
    const natural = page.getViewport({ scale: pixelsPerPoint });
    const most = Math.sqrt(mostPixels / (natural.width * natural.height));
    const viewport = page.getViewport({ scale: pixelsPerPoint * Math.min(factor, most) });
    this.#width = natural.width;
    this.#height = natural.height;
    const canvas = h('canvas', { width: Math.ceil(viewport.width), height: Math.ceil(viewport.height) });
    this.#task = page.render({ canvas, viewport });
    await this.#task.promise;
    return canvas;
  }

  #layOut(): void {
    this.element.style.width = `${this.#width * this.#factor}px`;
    this.element.style.height = `${this.#height * this.#factor}px`;
  }

  async #show(): Promise<void> {
    const wanted = this.#factor * window.devicePixelRatio;
    if (this.#drawn === wanted) return;
    this.#drawn = wanted;
    this.#task?.cancel();
    try {
      const canvas = await this.draw(wanted);
      if (this.#drawn !== wanted) return;
      this.#layOut();
      this.element.replaceChildren(canvas);
    } catch (error) {
      if (error instanceof Error && error.name === 'RenderingCancelledException') return;
      this.element.replaceChildren(messageBox('error', this.#failed));
    }
  }
}
