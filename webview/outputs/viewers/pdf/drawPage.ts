import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { h } from '../../dom.ts';

/** pdf.js counts in points; the screen in pixels. */
const pixelsPerPoint = 4 / 3;

/** A part of a page, in pixels of the page at 100 %. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly canvas: HTMLCanvasElement;
  readonly task: RenderTask;
}

/** Size of a page at 100 %, in pixels. */
export async function pageSize(pdf: PDFDocumentProxy, number: number): Promise<{ width: number; height: number }> {
  const { width, height } = (await pdf.getPage(number)).getViewport({ scale: pixelsPerPoint });
  return { width, height };
}

/** Begins to draw a page, or a part of it, `factor` times as large as at 100 %. */
export async function drawPage(pdf: PDFDocumentProxy, number: number, factor: number, part?: Part): Promise<Drawing> {
  const page = await pdf.getPage(number);
  const whole = page.getViewport({ scale: pixelsPerPoint * factor });
  const { x, y, width, height } = part ?? { x: 0, y: 0, width: whole.width / factor, height: whole.height / factor };
  const viewport = page.getViewport({ scale: pixelsPerPoint * factor, offsetX: -x * factor, offsetY: -y * factor });
  const canvas = h('canvas', { width: Math.ceil(width * factor), height: Math.ceil(height * factor) });
  return { canvas, task: page.render({ canvas, viewport }) };
}
