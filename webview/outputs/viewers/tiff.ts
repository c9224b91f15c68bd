import { decode, type TiffIfd } from 'tiff';
import type { Viewer, ViewerOptions } from '../context.ts';
import { h } from '../dom.ts';
import { copyButton, pngOf } from './copyPicture.ts';
import { Zoom } from './zoom.ts';

const whiteIsZero = 0;

/** The pages of a TIFF, which no browser shows, one below the other. */
export function openTiff({ context, file }: ViewerOptions, bytes: Uint8Array): Viewer {
  const { t } = context;
  let pages: HTMLCanvasElement[];
  try {
    pages = decode(bytes).map(canvasOf);
  } catch (cause) {
    throw new Error(t('imageFailed', file.path), { cause });
  }
  const [first] = pages;
  if (!first) throw new Error(t('imageFailed', file.path));
  const { width, height } = first;
  const papers = pages.map((page) => h('div', { class: 'paper' }, page));
  const scroller = h('div', { class: 'pictures', 'aria-label': file.path }, ...papers);
  const zoom = new Zoom({
    context,
    scroller,
    fitting: () => Math.min(1, (scroller.clientWidth - 24) / width, (scroller.clientHeight - 24) / height),
    apply: (factor) => {
      for (const page of pages) {
        page.style.width = `${page.width * factor}px`;
        page.style.height = `${page.height * factor}px`;
        page.classList.toggle('pixels', factor >= 3);
      }
    },
  });
  return {
    element: scroller,
    tools: [...zoom.tools, copyButton(context, () => pngOf(first, width, height))],
    dispose: () => {
      zoom.dispose();
    },
  };
}

function canvasOf(page: TiffIfd): HTMLCanvasElement {
  const { width, height } = page;
  const canvas = h('canvas', { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(pixelsOf(page), width, height), 0, 0);
  return canvas;
}

/** Four bytes a pixel; of 16 bits and of real numbers those that are seen. */
function pixelsOf(page: TiffIfd): Uint8ClampedArray<ArrayBuffer> {
  const { data, palette, width, height, components } = page;
  const perPixel = palette ? 1 : components;
  const shade = scaleOf(page);
  const pixels = new Uint8ClampedArray(width * height * 4);
  const hasAlpha = perPixel === 2 || perPixel === 4;
  for (let at = 0; at < width * height; at++) {
    const from = at * perPixel;
    const value = data[from] ?? 0;
    const [red, green, blue] =
      palette?.[value]?.map((part) => part / 257) ??
      (perPixel < 3
        ? [shade(value), shade(value), shade(value)]
        : [shade(value), shade(data[from + 1] ?? 0), shade(data[from + 2] ?? 0)]);
    pixels.set([red ?? 0, green ?? 0, blue ?? 0, hasAlpha ? shade(data[from + perPixel - 1] ?? 0, true) : 255], at * 4);
  }
  return pixels;
}

function scaleOf({ data, type, bitsPerSample }: TiffIfd): (value: number, isAlpha?: boolean) => number {
  let [least, most] = [0, 2 ** bitsPerSample - 1];
  if (data instanceof Float32Array || data instanceof Float64Array) {
    least = Infinity;
    most = -Infinity;
    for (const value of data) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return (value, isAlpha = false) => {
    const shade = ((value - least) / (most - least || 1)) * 255;
    return type === whiteIsZero && !isAlpha ? 255 - shade : shade;
  };
}
