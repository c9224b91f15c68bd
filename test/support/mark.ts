import type { Locator } from '@playwright/test';

export interface Mark {
  /** In device-independent pixels. */
  readonly width: number;
  readonly height: number;
}

/** Statements of R that draw, on the device that is open, a white sheet of this size with a square of `markSize` in its middle. */
export const drawMark = (width: number, height: number): string =>
  `par(mar = rep(0, 4)); plot.new(); plot.window(c(0, ${width}), c(0, ${height}), xaxs = "i", yaxs = "i"); ` +
  `rect(${(width - markSize) / 2}, ${(height - markSize) / 2}, ${(width + markSize) / 2}, ${(height + markSize) / 2}, ` +
  `col = "magenta", border = NA)`;

/** Pixels of each side. */
export const markSize = 200;

/** The square as large as the screen shows it, whatever made it so, or undefined where none is in sight. */
export async function markIn(place: Locator): Promise<Mark | undefined> {
  const picture = (await place.screenshot()).toString('base64');
  return place.page().evaluate<Mark | undefined>(`(async () => {
    const bytes = Uint8Array.from(atob('${picture}'), (character) => character.charCodeAt(0));
    const { width, height } = await createImageBitmap(new Blob([bytes]));
    const drawing = new OffscreenCanvas(width, height).getContext('2d');
    drawing.drawImage(await createImageBitmap(new Blob([bytes])), 0, 0);
    const { data } = drawing.getImageData(0, 0, width, height);
    let [left, top, right, bottom] = [width, height, -1, -1];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = 4 * (y * width + x);
        if (data[at] < 128 || data[at + 1] > 127 || data[at + 2] < 128) continue;
        [left, right] = [Math.min(left, x), Math.max(right, x)];
        [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      }
    }
    if (right < 0) return undefined;
    return { width: (right - left + 1) / devicePixelRatio, height: (bottom - top + 1) / devicePixelRatio };
  })()`);
}
