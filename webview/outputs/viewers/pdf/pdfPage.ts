import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { debounced, h } from '../../dom.ts';
import { messageBox } from '../../messages.ts';
import { drawPage, pageSize, type Part } from './drawPage.ts';

/** Of a whole page; closer, the part that is in sight is drawn by itself. */
const mostPixels = 16_000_000;
/** How much more than what is in sight is drawn, of its width and height on each side. */
const around = 0.25;

export interface PdfPageOptions {
  readonly pdf: PDFDocumentProxy;
  readonly number: number;
  /** Of the first page, until it is known of this one; pixels at 100 %. */
  readonly size: { readonly width: number; readonly height: number };
  readonly label: string;
  /** What stands in place of a page that cannot be drawn. */
  readonly failed: string;
  readonly scroller: HTMLElement;
}

/** A page: as large as it will be, and drawn once it is seen, at the resolution of the zoom, however close. */
export class PdfPage {
  readonly element: HTMLElement;
  readonly #options: PdfPageOptions;
  #size: { readonly width: number; readonly height: number };
  #factor = 1;
  #visible = false;
  /** What was asked to be drawn last. */
  #wanted = '';
  #task: RenderTask | undefined;
  #whole: HTMLCanvasElement | undefined;
  readonly #redraw = debounced(120, () => void this.#show());

  constructor(options: PdfPageOptions) {
    this.#options = options;
    this.#size = options.size;
    this.element = h('div', { class: 'paper', role: 'img', 'aria-label': options.label });
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) {
      void this.#show();
      return;
    }
    // A drawn page is megabytes: the ones out of sight give theirs back.
    this.#task?.cancel();
    this.#wanted = '';
    this.#whole = undefined;
    this.element.replaceChildren();
  }

  scale(factor: number): void {
    this.#factor = factor;
    this.#layOut();
    if (this.#visible) this.#redraw();
  }

  /** Another part of it is in sight. */
  onScroll(): void {
    if (this.#visible && this.#isClose()) this.#redraw();
  }

  /** The page at a scale of its own. */
  async draw(factor: number): Promise<HTMLCanvasElement> {
    const { pdf, number } = this.#options;
    const { canvas, task } = await drawPage(pdf, number, Math.min(factor, this.#mostFactor()));
    await task.promise;
    return canvas;
  }

  #mostFactor(): number {
    return Math.sqrt(mostPixels / (this.#size.width * this.#size.height));
  }

  #isClose(): boolean {
    return this.#factor * window.devicePixelRatio > this.#mostFactor();
  }

  #layOut(): void {
    this.element.style.width = `${this.#size.width * this.#factor}px`;
    this.element.style.height = `${this.#size.height * this.#factor}px`;
  }

  /** What of the page is in sight and around it, in pixels at 100 %. */
  #inSight(): Part {
    const page = this.element.getBoundingClientRect();
    const view = this.#options.scroller.getBoundingClientRect();
    const [marginX, marginY] = [view.width * around, view.height * around];
    const [left, top] = [Math.max(page.left, view.left - marginX), Math.max(page.top, view.top - marginY)];
    const right = Math.min(page.right, view.right + marginX);
    const bottom = Math.min(page.bottom, view.bottom + marginY);
    const scaled = (pixels: number) => Math.max(0, pixels) / this.#factor;
    return {
      x: scaled(left - page.left),
      y: scaled(top - page.top),
      width: scaled(right - left),
      height: scaled(bottom - top),
    };
  }

  async #show(): Promise<void> {
    const { pdf, number, failed } = this.#options;
    try {
      this.#size = await pageSize(pdf, number);
      const factor = this.#factor * window.devicePixelRatio;
      const part = this.#isClose() ? this.#inSight() : undefined;
      const wanted = JSON.stringify([factor, part]);
      if (this.#wanted === wanted || part?.width === 0) return;
      this.#wanted = wanted;
      this.#task?.cancel();
      this.#layOut();
      // Scrolled faster than its parts can be drawn, a page is blurred, not blank.
      if (!part || !this.#whole) {
        const whole = await this.#finish(await drawPage(pdf, number, Math.min(factor, this.#mostFactor())));
        if (this.#wanted !== wanted) return;
        this.#whole = whole;
        this.element.replaceChildren(whole);
      }
      if (!part) return;
      const canvas = await this.#finish(await drawPage(pdf, number, factor, part));
      if (this.#wanted !== wanted) return;
      canvas.className = 'part';
      for (const [side, pixels] of Object.entries({
        left: part.x,
        top: part.y,
        width: part.width,
        height: part.height,
      }))
        canvas.style.setProperty(side, `${pixels * this.#factor}px`);
      this.element.replaceChildren(this.#whole, canvas);
    } catch (error) {
      if (error instanceof Error && error.name === 'RenderingCancelledException') return;
      this.element.replaceChildren(messageBox('error', failed));
    }
  }

  async #finish({ canvas, task }: { canvas: HTMLCanvasElement; task: RenderTask }): Promise<HTMLCanvasElement> {
    this.#task = task;
    await task.promise;
    return canvas;
  }
}
